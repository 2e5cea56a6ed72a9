#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/cable/body/clean_text.h"

namespace cabled {

/// A line of the clean text and its paragraph.
struct TextRow {
  std::string_view text;
  std::optional<int> paragraph;
  bool begins_paragraph = false;
  bool beside_furniture = false;  ///< a marker stood in it or below it: its break tells nothing
  bool is_running = false;        ///< of a paragraph, and as wide as it was typed
};

/// The lines of `clean`, which must outlive them.
std::vector<TextRow> rows_of(const CleanText& clean);

/// Without the first lines of paragraphs, which a change to their marks makes longer.
std::vector<std::string_view> typed_lines_of(const std::vector<TextRow>& rows);

/// "p2": where a damage is said to be.
std::string place_of(const TextRow& row);

std::string paragraph_name(const TextRow& row);

}  // namespace cabled
