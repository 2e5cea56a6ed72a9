#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "parsers/locate/judged_page.h"

namespace cabled {

/// The kinds of telegram line that were met, by TelegramLine's value.
using KindSet = std::bitset<64>;

/// The run of lines that a telegram takes up, page furniture amid it included.
struct CableSpan {
  std::size_t begin;
  std::size_t end;           ///< one past its last line
  ElementNumber root;        ///< the deepest element that contains all telegram lines of the span
  int strength;              ///< sum of telegram_strength over its lines
  int paragraphs;            ///< numbered paragraphs
  bool has_first_paragraph;  ///< one of them is numbered 1
  KindSet kinds;
  /// Where the head of another telegram begins, or one past the page's last line: the telegram ends
  /// before.
  std::size_t limit = static_cast<std::size_t>(-1);
};

/// Finds the telegram of a page: from its first line to its signature. No profile is asked.
/// Linear in the number of lines.
std::optional<CableSpan> find_cable_span(const JudgedPage& page);

}  // namespace cabled
