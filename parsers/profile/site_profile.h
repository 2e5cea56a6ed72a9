#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/locate/judged_page.h"
#include "parsers/locate/locate_cable.h"
#include "parsers/model/cable.h"

namespace cabled {

/// What a profile is shown of a page.
struct PageView {
  std::string_view url;  ///< without an archive's prefix; may be empty
  const JudgedPage& page;
};

/// What a profile reads of a page besides what the generic locator sees.
struct PageDescription {
  PageSource source;  ///< published, byline, title; url and profile are set by the caller
  std::vector<std::string> media;
  std::optional<std::string> reference;  ///< the cable's own reference as the page gives it
  std::optional<std::string> created;    ///< when the cable was sent, where the site's form says it
  std::optional<std::string> dated;      ///< the same to the year, "2009"
};

/// One republisher: how to know its pages, to read what they say of a cable, and to find its text.
struct SiteProfile {
  std::string_view name;
  bool (*recognizes)(const PageView& view);
  PageDescription (*describe)(const PageView& view);
  RegionFinder find_region;  ///< null when nothing is known of where the telegram stands
};

/// All profiles; the first that recognizes a page is taken.
std::span<const SiteProfile> site_profiles() noexcept;

/// The profile called `name`, or null.
const SiteProfile* find_profile(std::string_view name) noexcept;

/// The original URL of a copy in a web archive
/// ("https://web.archive.org/web/2011id_/http://x/y" is "http://x/y"), else `url`.
std::string_view original_url(std::string_view url) noexcept;

}  // namespace cabled
