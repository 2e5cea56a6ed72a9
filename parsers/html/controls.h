#pragma once

#include <string>

namespace cabled {

/// Control characters as a browser shows them: U+0085 ends a line, which U+2028 says to the layout,
/// but for one that is half of a character converted twice; those of C0, and DEL, are blanks. Gumbo
/// would make U+FFFD of each.
std::string with_shown_controls(std::string utf8);

/// "\r\n" and "\r" become "\n", as in the input of every HTML parser.
std::string with_plain_line_ends(std::string utf8);

}  // namespace cabled
