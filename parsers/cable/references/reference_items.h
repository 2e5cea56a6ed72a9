#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/cable/references/reference_tokens.h"

namespace cabled {

/// What stands between two bullets of a REF field: tokens [begin, end).
struct ReferenceItem {
  std::optional<std::string> bullet;  ///< "A"
  std::size_t begin;
  std::size_t end;
};

/// Splits a REF field at its bullets: "A.", "A)", "(A)", "[A]", "A:", "REF A" and the bare letter.
/// A letter counts only in its turn, so that initials and "PORT A" are no bullets; doubled bullets
/// ("A. (A)") are one.
std::vector<ReferenceItem> reference_items(const std::vector<ReferenceToken>& tokens);

/// Whether a line begins with a bullet such as "B.", "(B)" or "- (B)".
bool begins_with_bullet(std::string_view line);

}  // namespace cabled
