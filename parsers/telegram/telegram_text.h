#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// The lines of `text` without their line ends; views into the same bytes.
std::vector<std::string_view> split_lines(std::string_view text);

/// Whether a line is a rule: nothing but three or more of - = _ * ~ and blanks.
bool is_rule_line(std::string_view line) noexcept;

/// Whether a line is only a caption or a classification, such as "SIPDIS", "NOFORN", "UNCLASSIFIED"
/// or "C O N F I D E N T I A L SECTION 02 OF 04 TOKYO 000153".
bool is_caption_line(std::string_view line);

/// Whether a line begins with a spaced or plain classification followed by "SECTION n OF n", as
/// each section of a long telegram does.
bool is_section_line(std::string_view line);

/// `text` with each run of white space made one blank, none at either end.
std::string squeezed(std::string_view text);

/// First place of `word` (upper case, two letters at least) in `text` from `from` on, ASCII case
/// ignored; npos if none.
std::size_t find_ignoring_case(std::string_view text, std::string_view word, std::size_t from);

/// `line` without the white space at its end.
std::string_view without_end_blanks(std::string_view line) noexcept;

/// Place after white space at `at`.
std::size_t skip_space(std::string_view text, std::size_t at) noexcept;

/// Whether a word (letters, digits) does not reach across `at` from the left.
bool is_word_start(std::string_view text, std::size_t at) noexcept;

/// The text that the other readers work on: pilcrows (added by a publisher), backslashes at line
/// ends (left by a database dump) and carriage returns removed, odd blanks made plain ones.
std::string plain_text(std::string_view text);

}  // namespace cabled
