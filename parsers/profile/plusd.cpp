#include <algorithm>
#include <string>
#include <string_view>

#include "parsers/model/ascii.h"
#include "parsers/profile/page_lookup.h"
#include "parsers/profile/profiles.h"

// PlusD: a table of s_key and s_val above the text, which stands in tabs. What the table says of
// the cable is read from the cable; it gives the reference, and where the search must begin, for
// its "TAGS:" and "From:" are no telegram.

namespace cabled {
namespace plusd_profile {
namespace {

bool is_synopsis(const LayoutElement& element) noexcept {
  return has_hint(element, "synopsis") || has_hint(element, "s_key") || has_hint(element, "s_val");
}

bool recognizes(const PageView& view) {
  if (view.url.find("/plusd/") != std::string_view::npos) return true;
  return std::ranges::any_of(view.page.layout.elements, [](const LayoutElement& element) {
    return element.tag == "table" && has_hint(element, "synopsis");
  });
}

/// One past the last line of the synopsis.
std::size_t end_of_synopsis(const JudgedPage& page) {
  std::vector<bool> inside(page.layout.elements.size());
  for (std::size_t i = 1; i < inside.size(); ++i) {
    const auto parent = page.tree.parent(static_cast<ElementNumber>(i));
    inside[i] = inside[parent] || is_synopsis(page.layout.elements[i]);
  }
  std::size_t end = 0;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    if (!page.lines[i].blank && inside[page.lines[i].element]) end = i + 1;
  }
  return end;
}

/// 1973STATE097844_b, 10TOKYO153_a: the suffix names the collection.
std::string without_suffix(std::string reference) {
  const std::size_t suffix = reference.rfind('_');
  if (suffix != std::string::npos && suffix + 2 == reference.size()) reference.resize(suffix);
  // The 1970s have years of four digits.
  const bool long_year = reference.size() > 4 && ascii::is_digit(reference[2]) &&
                         ascii::is_digit(reference[3]) && reference.starts_with("19");
  return long_year ? reference.substr(2) : reference;
}

PageDescription describe(const PageView& view) {
  PageDescription description;
  auto reference = value_of(view.page, "Canonical ID:");
  if (!reference) reference = reference_in(view.url);
  if (reference) description.reference = without_suffix(*reference);
  description.source.title = heading_with(view.page, "");
  return description;
}

std::optional<CableRegion> find_region(const JudgedPage& page) {
  const std::size_t begin = end_of_synopsis(page);
  if (begin == 0) return std::nullopt;
  return CableRegion{begin, page.lines.size(), false};
}

}  // namespace
}  // namespace plusd_profile

const SiteProfile kPlusdProfile{"plusd", plusd_profile::recognizes, plusd_profile::describe,
                                plusd_profile::find_region};

}  // namespace cabled
