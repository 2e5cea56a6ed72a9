#include "parsers/site/page_facts.h"
#include "parsers/site/profiles.h"

// cabledrum.net: the reference is in the URL, and the generic locator finds the text.

namespace cabled {
namespace {

bool recognizes(const PageView& view) { return is_host_of(host_of(view.url), "cabledrum.net"); }

ProfileReading read(const PageView& view) {
  ProfileReading reading;
  reading.reference = reference_in(view.url);
  reading.source.title = heading_with(view.page, "");
  return reading;
}

}  // namespace

const SiteProfile kCabledrumProfile{"cabledrum", recognizes, read};

}  // namespace cabled
