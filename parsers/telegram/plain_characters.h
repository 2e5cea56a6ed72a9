#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// The text that the readers of fields work on: pilcrows (added by a publisher), backslashes at
/// line ends (left by a database dump) and carriage returns removed, odd blanks made plain ones.
std::string plain_characters(std::string_view text);

}  // namespace cabled
