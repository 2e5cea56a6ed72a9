#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// The text that the readers of fields work on: pilcrows (added by a publisher), backslashes at
/// line ends (left by a database dump), carriage returns and characters that nobody sees removed,
/// odd blanks and hyphens made plain ones.
std::string plain_characters(std::string_view text);

}  // namespace cabled
