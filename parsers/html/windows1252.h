#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// Decodes windows-1252 as browsers do: the five bytes it leaves open are C1 controls. NUL becomes
/// U+FFFD.
std::string decode_windows1252(std::string_view bytes);

/// Whether no byte stands for a control character other than white space: what text in
/// windows-1252 never has.
bool is_plausible_windows1252(std::string_view bytes);

}  // namespace cabled
