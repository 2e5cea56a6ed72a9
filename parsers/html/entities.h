#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// Where text stands decides what an '&' without ';' means: "?a=1&copy=2" is a URL.
enum class EntityPlace { kText, kAttribute };

/// `text` with its numeric references and the names of HTML 4 (and a few of HTML 5 that stand in
/// URLs) decoded. For links only; pages are read by Gumbo, which knows all names.
std::string decode_entities(std::string_view text, EntityPlace place);

/// `html` with each numeric reference beyond the last code point as &#xFFFD;, which is what the
/// standard makes of it. Gumbo's counter wraps, and gives any byte at all.
std::string with_bounded_numbers(std::string html);

}  // namespace cabled
