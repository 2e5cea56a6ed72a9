#pragma once

#include <span>
#include <string>
#include <string_view>

namespace cabled {

/// "; hint: did you mean 'NAME'?" with the known name that takes fewest single-character changes,
/// or "" when none is near.
std::string did_you_mean(std::string_view name, std::span<const std::string> known);

}  // namespace cabled
