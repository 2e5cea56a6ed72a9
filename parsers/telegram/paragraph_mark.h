#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/telegram/strictness.h"

namespace cabled {

/// The head of a numbered paragraph, "2. (C) ".
struct ParagraphMark {
  int number;
  std::optional<std::string> portion;
  std::size_t end;  ///< where its text begins
};

/// Reads the head of a paragraph that begins at `at` exactly: "1. (C)", "1.(C)", "1.  C)", "1.".
/// Strict: a full stop follows the number and, without a portion mark, a blank and text.
std::optional<ParagraphMark> paragraph_mark_at(std::string_view text, std::size_t at,
                                               Strictness strictness = Strictness::kTolerant);

/// Reads the head of paragraph `number` at the start of a line, however it is punctuated: the
/// number that comes next needs no more to be known by. "7, (U)", "15 (SBU)", "(13) (C)", "(11.
/// (C)", ".1.(U)", "l. (C)", "1O. (C)", "3. (C", "4- (C)", "#5. (C)", "Para 6. (C)", "(C) 7.";
/// without a portion mark a full stop, comma, colon, dash or bracket, a blank and a capital must
/// follow it, and its place is for the caller to judge. 1.1 % of real cables lose a number that is
/// written so.
std::optional<ParagraphMark> expected_paragraph_mark(std::string_view line, int number);

/// Place of the first paragraph's head: at the start of a line, or, where line breaks were lost,
/// inside a line when it has a portion mark. npos if there is none.
std::size_t find_first_paragraph(std::string_view text);

}  // namespace cabled
