#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/html/layout.h"

namespace cabled {

/// A page whose telegram is all in small letters, and which of its lines are not.
struct SmallLetters {
  std::vector<std::string> capital_lines;  ///< without small letters as they came; sorted
};

/// A telegram all in small letters was sent in capitals, as its machines had no others: its lines
/// are put back into them, so that its fields can be read. It is told by its line of classification
/// and number, which nobody writes so; lines that have a capital stay as they are.
std::optional<SmallLetters> raise_small_letters(Layout& layout);

/// `text`, cut from lines that were raised, as it was published.
std::string with_small_letters(std::string_view text, const SmallLetters& letters);

}  // namespace cabled
