#include <algorithm>
#include <array>

#include "parsers/profile/profiles.h"
#include "parsers/profile/site_profile.h"

namespace cabled {

std::span<const SiteProfile> site_profiles() noexcept {
  // Those that go by their own URL or marks first; the article, which any page may be, last.
  static const std::array kProfiles{kPlusdProfile,     kCablegatesearchProfile, kCabledrumProfile,
                                    kJcvignoliProfile, kWikileaksProfile,       kScoopProfile,
                                    kArticleProfile};
  return kProfiles;
}

const SiteProfile* find_profile(std::string_view name) noexcept {
  const auto profiles = site_profiles();
  const auto found = std::ranges::find(profiles, name, &SiteProfile::name);
  return found == profiles.end() ? nullptr : &*found;
}

std::string_view original_url(std::string_view url) noexcept {
  const std::size_t archive = url.find("web.archive.org/web/");
  if (archive == std::string_view::npos) return url;
  const std::size_t inner = url.find("/http", archive);
  return inner == std::string_view::npos ? url : url.substr(inner + 1);
}

}  // namespace cabled
