#include "parsers/profile/page_lookup.h"
#include "parsers/profile/profiles.h"

// cabledrum.net: the reference is in the URL, and the generic locator finds the text.

namespace cabled {
namespace cabledrum_profile {
namespace {

bool recognizes(const PageView& view) { return is_host_of(host_of(view.url), "cabledrum.net"); }

PageDescription describe(const PageView& view) {
  PageDescription description;
  description.reference = reference_in(view.url);
  description.source.title = heading_with(view.page, "");
  return description;
}

}  // namespace
}  // namespace cabledrum_profile

const SiteProfile kCabledrumProfile{"cabledrum", cabledrum_profile::recognizes,
                                    cabledrum_profile::describe, nullptr};

}  // namespace cabled
