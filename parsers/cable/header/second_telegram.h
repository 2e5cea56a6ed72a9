#pragma once

#include <string_view>

namespace cabled {

/// Whether the head of another telegram stands in `text` behind the first: another number on its DE
/// line, or another date-time group above its FM line. The sections of one telegram have heads that
/// agree in both, and so have copies of it.
bool holds_second_telegram(std::string_view text);

}  // namespace cabled
