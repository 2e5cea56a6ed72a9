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

/// ".../stories/WL0911/S00123.htm" is of November 2009.
std::optional<std::string> year_in_path(std::string_view url) {
  constexpr std::string_view kSection = "/stories/WL";
  const std::size_t section = url.find(kSection);
  if (section == std::string_view::npos) return std::nullopt;
  const std::string_view month = url.substr(section + kSection.size(), 5);
  if (month.size() < 5 || month[4] != '/' ||
      !std::all_of(month.begin(), month.end() - 1, ascii::is_digit)) {
    return std::nullopt;
  }
  return (month[0] >= '6' ? "19" : "20") + std::string(month.substr(0, 2));
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
  // A story of the section of cables is dated by the telegram, and filed under that month.
  description.dated = year_in_path(view.url);
  if (description.dated) description.created = description.source.published;
  if (const auto author = value_of(view.page, "Cable:")) description.source.byline = *author;
  return description;
}

}  // namespace
}  // namespace scoop_profile

const SiteProfile kScoopProfile{"scoop", scoop_profile::recognizes, scoop_profile::describe,
                                nullptr};

}  // namespace cabled
