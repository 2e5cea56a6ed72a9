#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/dedup/change_kind.h"

namespace cabled {

/// Words of one column that are alike: all the same in both texts, or part of one change.
struct ComparedRun {
  std::string text;  ///< with the line breaks of its text; blanks at line ends are dropped
  std::optional<TextChangeKind> kind;  ///< what it has to do with the change from left to right

  auto operator<=>(const ComparedRun&) const = default;
};

/// A passage of both texts, and what is known of it.
struct ComparedRow {
  bool differs = false;
  std::size_t line = 0;  ///< of the left text, from 1, where the row begins
  std::vector<ComparedRun> left;
  std::vector<ComparedRun> right;
  std::vector<ComparedRun> known;  ///< kAdded: what neither of the two has

  auto operator<=>(const ComparedRow&) const = default;
};

/// Two texts beside one another, and beside them `known`, what all copies together tell (see
/// known_text.h). Rows begin where a line begins in all three, or after eighty words;
/// lines of a paragraph that differ are one row. Capitals,
/// blanks, line breaks and the lengths of blacked-out passages count for nothing. Time is that of
/// sequence_diff(), three times.
std::vector<ComparedRow> side_by_side(std::string_view left, std::string_view right,
                                      std::string_view known);

}  // namespace cabled
