#include <algorithm>
#include <string_view>

#include "parsers/model/ascii.h"
#include "parsers/profile/page_lookup.h"
#include "parsers/profile/profiles.h"

// A story of a newspaper or a blog with the cable pasted below it: "Full cable:", often with the
// head of WikiLeaks' page and its empty table.

namespace cabled {
namespace article_profile {
namespace {

std::size_t find_introduction(const JudgedPage& page) {
  const auto found = std::ranges::find_if(page.lines, [](const JudgedLine& line) {
    return !line.furniture && line.page == PageLine::kIntroduction;
  });
  return static_cast<std::size_t>(found - page.lines.begin());
}

bool recognizes(const PageView& view) {
  return find_introduction(view.page) < view.page.lines.size();
}

std::optional<std::string> find_byline(const JudgedPage& page) {
  for (const JudgedLine& line : page.lines) {
    const std::string_view text = ascii::trim(line.text);
    const bool byline =
        text.size() > 3 && text.size() <= 80 && text.starts_with("By ") && ascii::is_upper(text[3]);
    if (byline) return std::string(text.substr(3));
  }
  return std::nullopt;
}

PageDescription describe(const PageView& view) {
  PageDescription description;
  description.source.title = heading_with(view.page, "");
  description.source.byline = find_byline(view.page);
  description.source.published = value_of(view.page, "Published:");
  if (!description.source.published) description.source.published = written_date(view.page);
  return description;
}

std::optional<CableRegion> find_region(const JudgedPage& page) {
  return CableRegion{find_introduction(page) + 1, page.lines.size(), false};
}

}  // namespace
}  // namespace article_profile

const SiteProfile kArticleProfile{"article", article_profile::recognizes, article_profile::describe,
                                  article_profile::find_region};

}  // namespace cabled
