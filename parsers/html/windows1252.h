#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// What a byte of 0x80 or more stands for, as browsers read it: the five that windows-1252 leaves
/// open are C1 controls.
char32_t windows1252_code_point(unsigned char byte);

/// Decodes windows-1252 as browsers do. NUL becomes U+FFFD.
std::string decode_windows1252(std::string_view bytes);

/// Whether no byte stands for a control character other than white space: what text in
/// windows-1252 never has.
bool is_plausible_windows1252(std::string_view bytes);

}  // namespace cabled
