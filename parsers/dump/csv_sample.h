#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/dump/csv_layout.h"

namespace cabled {

/// A row at the start of a table, whatever its columns hold.
struct SampleRow {
  std::vector<std::string> cells;
  std::size_t quoted = 0;  ///< how many of them stand in quotes
  std::size_t end = 0;     ///< where the next row begins
};

/// The first rows of `bytes`, at most `most`, with the delimiter, line end and escapes of `layout`.
/// A row that is cut off or damaged ends them. Linear in the bytes of these rows.
std::vector<SampleRow> sample_rows(std::string_view bytes, const CsvLayout& layout,
                                   std::size_t most);

/// How quotes stand in quotes, by the first that tell; `otherwise` when none does.
CsvLayout::Escapes sample_escapes(std::string_view bytes, char delimiter,
                                  CsvLayout::Escapes otherwise);

}  // namespace cabled
