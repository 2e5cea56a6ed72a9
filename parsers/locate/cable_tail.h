#pragma once

#include <cstddef>

#include "parsers/locate/cable_span.h"
#include "parsers/locate/telegram_elements.h"

namespace cabled {

/// Where a telegram ends whose last sure line is the one before `span.end`: past the rest of its
/// last paragraph, further text in the same part of the page, its signature and what may follow a
/// signature (NNNN, the classification again). Returns one past the last line. `telegram_elements`
/// holds the lines of the span.
std::size_t find_cable_end(const JudgedPage& page, const CableSpan& span,
                           TelegramElements telegram_elements);

}  // namespace cabled
