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

/// What a profile knows of a page besides what the generic locator sees.
struct ProfileReading {
  PageSource source;  ///< published, byline, title; url and profile are set by the caller
  std::vector<std::string> media;
  std::optional<std::string> reference;  ///< the cable's own reference as the page gives it
  std::optional<CableRegion> region;     ///< where alone the telegram stands; absent: not known
};

/// One republisher: how to know its pages, and how to read what they say of a cable.
struct SiteProfile {
  std::string_view name;
  bool (*recognizes)(const PageView& view);
  ProfileReading (*read)(const PageView& view);
};

/// All profiles; the first that recognizes a page is taken.
std::span<const SiteProfile> site_profiles() noexcept;

/// The profile called `name`, or null.
const SiteProfile* find_profile(std::string_view name) noexcept;

/// The original URL of a copy in a web archive
/// ("https://web.archive.org/web/2011id_/http://x/y" is "http://x/y"), else `url`.
std::string_view original_url(std::string_view url) noexcept;

}  // namespace cabled
