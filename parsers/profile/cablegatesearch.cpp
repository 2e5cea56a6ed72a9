#include <algorithm>
#include <string>

#include "parsers/profile/page_lookup.h"
#include "parsers/profile/profiles.h"

// cablegatesearch.net: #cable-summary (a table), then #cable-header and .cable-body in
// .cable-content, with "Hide header" and [[notes of the webmaster]] among the lines.

namespace cabled {
namespace cablegatesearch_profile {
namespace {

bool holds_text(const LayoutElement& element) noexcept {
  return has_hint(element, "cable-header") || has_hint(element, "cable-body") ||
         has_hint(element, "cable-content");
}

bool recognizes(const PageView& view) {
  if (host_of(view.url).find("cablegatesearch") != std::string::npos) return true;
  return std::ranges::any_of(view.page.layout.elements, [](const LayoutElement& element) {
    return has_hint(element, "cable-body");
  });
}

std::optional<CableRegion> find_region(const JudgedPage& page) {
  std::vector<bool> inside(page.layout.elements.size());
  for (std::size_t i = 1; i < inside.size(); ++i) {
    const auto parent = page.tree.parent(static_cast<ElementNumber>(i));
    inside[i] = inside[parent] || holds_text(page.layout.elements[i]);
  }
  CableRegion region{page.lines.size(), 0, false};
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    if (page.lines[i].blank || !inside[page.lines[i].element]) continue;
    region.begin = std::min(region.begin, i);
    region.end = i + 1;
  }
  if (region.end == 0) return std::nullopt;
  return region;
}

PageDescription describe(const PageView& view) {
  PageDescription description;
  description.source.title = heading_with(view.page, "");
  description.reference = reference_in(view.url);
  if (!description.reference) description.reference = value_of(view.page, "Reference ID");
  return description;
}

}  // namespace
}  // namespace cablegatesearch_profile

const SiteProfile kCablegatesearchProfile{"cablegatesearch", cablegatesearch_profile::recognizes,
                                          cablegatesearch_profile::describe,
                                          cablegatesearch_profile::find_region};

}  // namespace cabled
