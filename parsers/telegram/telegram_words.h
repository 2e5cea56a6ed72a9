#pragma once

#include <cstddef>
#include <string_view>

/// The vocabulary of telegrams: predicates on a trimmed line or a token.
namespace cabled {

/// JAN … DEC.
bool is_month(std::string_view token) noexcept;

/// SIPDIS, SENSITIVE, NOFORN, … or a piece of such a caption (EYES, ONLY, COPY).
bool is_caption(std::string_view token) noexcept;

/// U, C, S, SBU, LOU, C/NF, S//NF, SBU-NF, U/FOUO …
bool is_portion_mark(std::string_view mark) noexcept;

/// AMEMBASSY, AMCONSUL, SECSTATE, … at the head of a line.
bool starts_with_post(std::string_view line) noexcept;

/// Bytes of the classification at the head of a line ("UNCLAS", "S E C R E T"); 0 when there is
/// none.
std::size_t classification_length(std::string_view line) noexcept;

/// E.O. 12958, EO 11652, E.0. 12356 and their misprints.
bool is_executive_order(std::string_view line) noexcept;

/// Bytes of "TAGS:", "TAGS " or a misprint of it at the head of a line; 0 when there is none.
std::size_t tags_label(std::string_view line) noexcept;

/// The same for "SUBJECT:", "SUBJ:".
std::size_t subject_label(std::string_view line) noexcept;

/// REF:, REFS:, REF(S):, REFTEL, REF A …
bool is_reference_label(std::string_view line) noexcept;

/// STATE FOR …, DEPT PASS …
bool is_pass_line(std::string_view line) noexcept;

/// SUMMARY, COMMENT, BACKGROUND … alone on a line, in any case.
bool is_heading(std::string_view line) noexcept;

}  // namespace cabled
