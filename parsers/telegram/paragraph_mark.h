#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cabled {

/// A portion mark such as "(SBU)" and where it ends.
struct PortionMark {
  std::string mark;  ///< "SBU", "C/NF"
  std::size_t end;
};

/// Reads a portion mark that begins at `at` exactly.
std::optional<PortionMark> portion_mark_at(std::string_view text, std::size_t at);

/// The head of a numbered paragraph, "2. (C) ".
struct ParagraphMark {
  int number;
  std::optional<std::string> portion;
  std::size_t end;  ///< where its text begins
};

/// Reads the head of a paragraph that begins at `at` exactly: "1. (C)", "1.(C)", "1.  C)", "1.".
std::optional<ParagraphMark> paragraph_mark_at(std::string_view text, std::size_t at);

/// Place of the first paragraph's head: at the start of a line, or, where line breaks were lost,
/// inside a line when it has a portion mark. npos if there is none.
std::size_t find_first_paragraph(std::string_view text);

}  // namespace cabled
