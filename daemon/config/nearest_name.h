#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace cabled {

/// The known name that takes fewest single-character changes, at most `most`; "" when none does.
std::string nearest_name(std::string_view name, std::span<const std::string> known,
                         std::size_t most);

/// "; hint: did you mean 'NAME'?" with the known name that takes fewest single-character changes,
/// or "" when none is near.
std::string did_you_mean(std::string_view name, std::span<const std::string> known);

}  // namespace cabled
