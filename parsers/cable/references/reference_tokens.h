#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cabled {

enum class ReferenceTokenKind { kWord, kNumber, kMark };

/// A piece of a REF field: letters, digits or one mark. "09CAIRO0561" gives three.
struct ReferenceToken {
  ReferenceTokenKind kind;
  std::string text;   ///< upper case, with O and 0, I and 1 put right
  std::size_t begin;  ///< where it stands in the field
  std::size_t end;

  bool is_word() const noexcept { return kind == ReferenceTokenKind::kWord; }
  bool is_number() const noexcept { return kind == ReferenceTokenKind::kNumber; }
  bool is_mark(char c) const noexcept {
    return kind == ReferenceTokenKind::kMark && text.front() == c;
  }
};

/// Splits a REF field into tokens. A date-time group ("R162245Z") becomes the word "DTG".
std::vector<ReferenceToken> reference_tokens(std::string_view field);

}  // namespace cabled
