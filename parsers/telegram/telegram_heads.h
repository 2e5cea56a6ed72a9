#pragma once

#include <cstddef>
#include <string_view>

namespace cabled {

/// How many telegrams begin in `text`: a date-time group with "FM …" below it is a head. The same
/// head once more, that of a further section, and one that is quoted ("BEGIN QUOTE", "FOLLOWING IS
/// REPEATED FOR YOUR INFORMATION") begin none. Of text in which lines end as "\n" in two letters
/// too.
std::size_t count_telegram_heads(std::string_view text);

}  // namespace cabled
