#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cabled {

enum class CodeKind {
  kSubjectTag,
  kProgramTag,
  kCountryTag,
  kOrganizationTag,
  kStation,
  kCaption,
  kAcronym
};

/// What a code of telegrams means.
struct Code {
  std::string code;  ///< upper case
  CodeKind kind;
  std::string meaning;  ///< empty: the code is known as one, its meaning is not
};

/// "subject TAG", "station", …
std::string_view to_string(CodeKind kind) noexcept;

/// Every code whose meaning is known, by kind and code.
std::span<const Code> known_codes();

/// What `text` means, in any case and form: a TAGS code, a station by any of its names, a caption,
/// an acronym. Several where it is several (AU is Austria and the African Union). A code that
/// readers of telegrams know but that has no meaning here comes with an empty one; others come not.
std::vector<Code> codes_of(std::string_view text);

}  // namespace cabled
