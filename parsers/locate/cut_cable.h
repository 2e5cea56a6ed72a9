#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "parsers/locate/cable_span.h"
#include "parsers/model/page.h"

namespace cabled {

/// A telegram cut out of its page, not yet rid of its publisher's own marks.
struct CutCable {
  std::vector<std::string_view> lines;  ///< those of the page
  std::map<std::string, int> removed;   ///< rule → blocks taken out from inside the span
  std::vector<Removal> removals;        ///< the same with their text, in order
  /// Elements inside the span that were taken out. Laid out without them, sentences that they
  /// part are whole again.
  std::unordered_set<ElementNumber> taken_out;
};

/// As much of what was removed as a report shows, cut at a character.
std::string reported_text(std::string_view removed);

/// Cuts the lines of `span` out of the page, less what is no telegram among them. `absent` are the
/// elements that the page was laid out without.
CutCable cut_cable(const JudgedPage& page, const CableSpan& span,
                   const std::unordered_set<ElementNumber>& absent = {});

}  // namespace cabled
