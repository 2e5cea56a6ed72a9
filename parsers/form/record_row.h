#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "parsers/form/database_record.h"
#include "parsers/html/layout.h"

namespace cabled {

/// A row of the database, as it lies in the lines.
struct RecordRow {
  std::size_t end = 0;    ///< one past its last line
  std::string_view rest;  ///< what is glued behind its last column
  bool by_tabs = false;   ///< a tab parts the header behind it from the body too
  RecordFacts facts;
};

/// The row that begins with `lines[at]`. Time and reference side by side prove it.
std::optional<RecordRow> read_record_row(std::span<const LayoutLine> lines, std::size_t at);

}  // namespace cabled
