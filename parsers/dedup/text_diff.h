#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/dedup/change_kind.h"

namespace cabled {

/// Words that were exchanged within a passage.
struct WordChange {
  TextChangeKind kind;
  std::string before;  ///< "" when words were put in
  std::string after;   ///< "" when words were left out

  auto operator<=>(const WordChange&) const = default;
};

/// A passage that differs: whole lines of both texts, and the words in them that do.
struct TextChange {
  TextChangeKind kind;
  std::size_t old_line;  ///< first line of it in the old text, from 1; where it was put in, if none
  std::size_t new_line;
  std::vector<std::string> old_lines;
  std::vector<std::string> new_lines;
  std::vector<WordChange> words;  ///< none when whole lines came or went

  auto operator<=>(const TextChange&) const = default;
};

/// How `now` differs from `old`, in order. Blanks count for nothing: publishers break lines and
/// indent as they like.
std::vector<TextChange> text_diff(std::string_view old, std::string_view now);

}  // namespace cabled
