#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "parsers/cable/body/clean_text.h"

namespace cabled::serve {

/// A line of a clean text, and the lines of the text as sent that it stands for.
struct CleanLine {
  std::size_t begin = 0;  ///< in the clean text
  std::size_t end = 0;
  std::vector<std::size_t> sent_lines;  ///< from 1; those that were dropped above it too
  std::optional<int> begins_paragraph;
};

enum class CleanBlockKind {
  kHead,     ///< lines of the telegram's head, where columns carry meaning
  kLayout,   ///< tables and the like
  kHeading,  ///< a line above paragraphs
  kProse,
};

/// Lines that belong together, with no empty one among them.
struct CleanBlock {
  CleanBlockKind kind = CleanBlockKind::kProse;
  std::vector<CleanLine> lines;
  std::optional<int> paragraph;  ///< the number of the one that begins with it
};

/// A clean text as a page shows it. `headings` are those of its paragraphs.
std::vector<CleanBlock> clean_blocks(const CleanText& clean,
                                     const std::vector<std::string_view>& headings);

}  // namespace cabled::serve
