#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// The page as Gumbo must get it so that it makes of it what a browser makes:
///
/// - What stands in <noscript> is left out. Gumbo reads it as elements, a browser with scripts as
///   raw text, so one that is left open in it hides the rest of the page from Gumbo alone.
/// - An empty comment stands before each </form>. Gumbo puts text into the tree with the next tag,
///   and by then the form would be closed: its last words would stand behind it.
/// - The controls U+0080 to U+009F, for which Gumbo has but U+FFFD, are characters of private use;
///   from_gumbo() gives them back. Text that was converted to UTF-8 twice is full of them.
std::string for_gumbo(std::string utf8);

/// Whether a text of the tree holds such a character.
bool holds_substitute(std::string_view text);
/// Text of the tree as it was in the page.
std::string from_gumbo(std::string_view text);

}  // namespace cabled
