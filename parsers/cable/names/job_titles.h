#pragma once

#include <string_view>

namespace cabled {

/// Whether a word (letters alone, upper case) belongs to an office rather than to a name:
/// "COUNSELOR", "DCM", "FOR", also with a typing error ("AMBASSADR", "COUNSELR").
bool is_title_word(std::string_view word);

}  // namespace cabled
