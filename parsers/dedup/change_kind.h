#pragma once

#include <cstdint>
#include <string_view>

namespace cabled {

/// What became of a passage from one text to the other, the gravest first; to_string() gives the
/// word used in JSON and on pages.
enum class TextChangeKind : std::uint8_t {
  kRedacted,   ///< the second marks as withheld what the first says
  kRestored,   ///< the second says what the first marks as withheld
  kTruncated,  ///< the second ends before the first does
  kRemoved,    ///< words or lines of the first are not in the second, which goes on after them
  kAdded,      ///< words or lines of the second are not in the first
  kChanged,    ///< the words are others
  kCorrected,  ///< another spelling: a quarter of the letters differ at most, or two of four
};
std::string_view to_string(TextChangeKind kind) noexcept;

/// Whether anything follows a passage, in either text.
enum class PassagePlace : std::uint8_t { kWithin, kAtEnd };

/// The rule: by marks of what is withheld (marks_withheld()), then by what is absent, then by how
/// many letters differ. `before` and `after` are not both empty.
TextChangeKind change_kind(std::string_view before, std::string_view after, PassagePlace place);

}  // namespace cabled
