#pragma once

#include <cstddef>

#include "parsers/telegram/telegram_furniture.h"

namespace cabled {

/// How many lines from `place` on are the head that a later section repeats: from its routing lines
/// or its line of classification ("UNCLAS SECTION 02 OF 03 LISBON 000007") to the last line that
/// stood in the telegram's own head as well, captions and blank lines among them. 0 above the first
/// paragraph and where no such line of classification is.
std::size_t section_head_size(const TelegramPlace& place);

}  // namespace cabled
