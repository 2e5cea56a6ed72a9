#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cabled {

enum class BlockKind { kHeading, kParagraph };

/// A heading or a paragraph of the body, in order.
struct BodyBlock {
  BlockKind kind;
  std::optional<int> number;
  std::optional<std::string> portion;
  std::string text;  ///< lines end in \n but the last; no number, portion mark, rule or caption
};

/// Splits the body, free of page markers and of the signature, into headings and paragraphs.
///
/// A number begins a paragraph when it follows in order or has a portion mark; other numbers are
/// lists inside a paragraph. Where line breaks were lost it may stand inside a line. Captions and
/// the header lines that each section repeats are left out. A paragraph goes on after a blank line
/// until a number or a heading; where no numbers are, blank lines separate paragraphs.
std::vector<BodyBlock> body_blocks(std::string_view body);

}  // namespace cabled
