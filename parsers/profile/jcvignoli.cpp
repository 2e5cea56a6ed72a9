#include "parsers/profile/page_lookup.h"
#include "parsers/profile/profiles.h"

// wikileaks.jcvignoli.com: a table (Identifier, Created, Classification, Origin), "Cable title:",
// the header, the first part of the body as an excerpt and then all of the body. The excerpt is
// taken out of every text that has one.

namespace cabled {
namespace jcvignoli_profile {
namespace {

bool recognizes(const PageView& view) { return is_host_of(host_of(view.url), "jcvignoli.com"); }

PageDescription describe(const PageView& view) {
  PageDescription description;
  description.reference = reference_in(view.url);
  if (!description.reference) description.reference = value_of(view.page, "Identifier");
  description.source.title = value_of(view.page, "Cable title:");
  return description;
}

}  // namespace
}  // namespace jcvignoli_profile

const SiteProfile kJcvignoliProfile{"jcvignoli", jcvignoli_profile::recognizes,
                                    jcvignoli_profile::describe, nullptr};

}  // namespace cabled
