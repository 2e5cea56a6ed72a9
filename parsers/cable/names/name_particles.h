#pragma once

#include <string_view>

namespace cabled {

/// Whether `word` (in any case) is what stands before the last word of a surname: the "de" and the
/// "la" of "de la Sample", the "St." of "St. Sample".
bool is_name_particle(std::string_view word);

}  // namespace cabled
