#pragma once

#include <string_view>

namespace cabled {

/// Whether a word in capitals (letters alone) stays in capitals in a headline: listed acronyms
/// ("NATO"), Roman numerals, governments ("GOL") and words that cannot be spoken ("SPD").
bool is_acronym(std::string_view word);

}  // namespace cabled
