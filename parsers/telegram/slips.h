#pragma once

#include <string_view>

namespace cabled {

/// Whether `a` becomes `b` by at most `limit` slips: a letter lost, added, changed, or two swapped.
bool within_slips(std::string_view a, std::string_view b, int limit);

}  // namespace cabled
