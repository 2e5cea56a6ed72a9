#include <algorithm>
#include <string>

#include "parsers/model/ascii.h"
#include "parsers/profile/page_lookup.h"
#include "parsers/profile/profiles.h"

// Scoop's WL section. Element names of its pages change with each redesign, so nothing is said here
// of where the text stands: the generic locator finds it, and the words that Scoop puts into and
// under it are in the common list.

namespace cabled {
namespace scoop_profile {
namespace {

std::optional<std::string> story_title(const JudgedPage& page) {
  for (const char* prefix : {"Cablegate:", "Wikileak:", "WikiLeaks:"}) {
    if (auto title = heading_with(page, prefix)) return title;
  }
  return std::nullopt;
}

bool recognizes(const PageView& view) {
  if (is_host_of(host_of(view.url), "scoop.co.nz")) return true;
  if (!view.url.empty() || !story_title(view.page)) return false;
  return std::ranges::any_of(view.page.lines, [](const JudgedLine& line) {
    return line.page == PageLine::kCopyright &&
           line.text.find("Scoop Media") != std::string_view::npos;
  });
}

PageDescription describe(const PageView& view) {
  PageDescription description;
  description.source.title = story_title(view.page);
  description.source.published = value_of(view.page, "Published:");
  if (!description.source.published) description.source.published = written_date(view.page);
  if (const auto author = value_of(view.page, "Cable:")) description.source.byline = *author;
  return description;
}

}  // namespace
}  // namespace scoop_profile

const SiteProfile kScoopProfile{"scoop", scoop_profile::recognizes, scoop_profile::describe,
                                nullptr};

}  // namespace cabled
