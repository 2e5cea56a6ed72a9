#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// A word of a text and the line that it stands on, from 0. A mark in brackets that says something
/// is withheld is one word: "[name removed]".
struct TextWord {
  std::string_view text;  ///< of the text that it was read from
  std::size_t line = 0;
};

std::vector<std::string_view> text_lines(std::string_view text);
std::vector<TextWord> text_words(std::span<const std::string_view> lines);

/// Whether something is withheld here: a run of four X or more, of two or more full blocks,
/// brackets that hold nothing but dots, blanks, dashes or X, or a word for it ("redacted",
/// "deleted", "removed", "withheld", "excised", "omitted", "expunged"), or an exemption of the
/// Freedom of Information Act: "(b)(1)".
bool marks_withheld(std::string_view words);
bool marks_withheld(std::span<const TextWord> words);

/// The words with one blank between them.
std::string joined_words(std::span<const TextWord> words);

}  // namespace cabled
