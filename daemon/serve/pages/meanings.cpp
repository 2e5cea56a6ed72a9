#include "daemon/serve/pages/meanings.h"

#include <algorithm>
#include <initializer_list>

#include "parsers/codes/codes.h"

namespace cabled::serve {
namespace {

std::string meaning_of(std::string_view text, std::initializer_list<CodeKind> kinds) {
  std::string meanings;
  for (const Code& code : codes_of(text)) {
    if (std::ranges::find(kinds, code.kind) == kinds.end() || code.meaning.empty()) continue;
    meanings += (meanings.empty() ? "" : "; ") + code.meaning;
  }
  return meanings;
}

}  // namespace

std::string meaning_of_tag(std::string_view tag) {
  using enum CodeKind;
  return meaning_of(tag, {kSubjectTag, kProgramTag, kCountryTag, kOrganizationTag});
}

std::string meaning_of_station(std::string_view station) {
  return meaning_of(station, {CodeKind::kStation});
}

std::string meaning_of_caption(std::string_view caption) {
  return meaning_of(caption, {CodeKind::kCaption});
}

}  // namespace cabled::serve
