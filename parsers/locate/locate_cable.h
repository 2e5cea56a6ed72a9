#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parsers/html/html_document.h"
#include "parsers/html/layout.h"
#include "parsers/locate/judged_page.h"
#include "parsers/model/cable.h"
#include "parsers/model/page.h"

namespace cabled {

/// The part of a page in which alone the telegram is sought, as a profile knows it.
struct CableRegion {
  std::size_t begin = 0;
  std::size_t end = static_cast<std::size_t>(-1);
  /// Every line of the region is telegram; nothing in it is judged.
  bool whole = false;
};

/// A telegram found in a page.
struct LocatedCable {
  std::string text;  ///< clean
  LocatorReport report;
  std::vector<Removal> removals;
  std::size_t first_line = 0;  ///< of the page, as it was given
  std::size_t end_line = 0;    ///< one past its last
};

/// Finds the region of a laid-out page; empty when nothing is known of it.
using RegionFinder = std::optional<CableRegion> (*)(const JudgedPage&);

/// Finds the telegram in a laid-out page, in the region alone when there is one. `document` is the
/// page that `page` was laid out from, or null for plain text: where something was taken out of the
/// midst of the telegram the page is laid out once more without it.
std::optional<LocatedCable> locate_cable(const JudgedPage& page, const HtmlDocument* document,
                                         RegionFinder find_region = nullptr);

/// Finds the next telegram of a page that holds several, in the lines from `from` on; the lines
/// above become furniture of the page.
std::optional<LocatedCable> locate_next_cable(JudgedPage& page, std::size_t from);

}  // namespace cabled
