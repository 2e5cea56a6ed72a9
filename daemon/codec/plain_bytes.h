#pragma once

#include <string_view>

namespace cabled {

/// Whether bytes are plainly text that nobody has packed: no control characters in their first
/// kilobyte, and UTF-8, or UTF-16 by its mark, or enough of them in another encoding. Of packed
/// bytes every tenth is a control character, and none make valid UTF-8 for long: of eight that are
/// random, one in 2,000 would pass. A stream that was cut to less cannot be told from text.
bool is_plain_text(std::string_view bytes);

}  // namespace cabled
