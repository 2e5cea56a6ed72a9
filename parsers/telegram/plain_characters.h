#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// The text that the readers of fields work on: pilcrows (added by a publisher), backslashes at
/// line ends (left by a database dump), carriage returns and characters that nobody sees removed,
/// odd blanks and hyphens made plain ones.
std::string plain_characters(std::string_view text);

/// `text` with one blank for two between the words above its first paragraph, where recognition of
/// letters, or a drafter, doubled them. Wider gaps are columns; a line of 71 characters was cut by
/// a machine, and its width tells of that.
std::string without_doubled_blanks(std::string text);

}  // namespace cabled
