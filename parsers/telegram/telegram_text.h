#pragma once

#include <string_view>

namespace cabled {

/// Whether a line is a rule: nothing but three or more of - = _ * ~ and blanks.
bool is_rule_line(std::string_view line) noexcept;

/// Whether a line is only a caption or a classification, such as "SIPDIS", "NOFORN", "UNCLASSIFIED"
/// or "C O N F I D E N T I A L SECTION 02 OF 04 TOKYO 000153".
bool is_caption_line(std::string_view line);

/// Whether a line begins with a spaced or plain classification followed by "SECTION n OF n", as
/// each section of a long telegram does.
bool is_section_line(std::string_view line);

}  // namespace cabled
