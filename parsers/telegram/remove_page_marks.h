#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// `text` without the page markers that the telegraph put between or into its lines:
/// "TOKYO 00000153  001.2 OF 006" and, in old telegrams, "PAGE 02  HARARE  05461  01 OF 02 271458Z"
/// with the classification above it.
///
/// A marker on its own line goes with the blank lines around it; one line break stays when it cut a
/// sentence, a blank line when it did not. A marker inside a line becomes a form feed, which is
/// white space.
std::string without_page_marks(std::string_view text);

/// `line` (upper case) without the "PAGE 02 STATE 015113 182333Z" that can stand anywhere in it.
std::string without_page_line(std::string_view line);

}  // namespace cabled
