#include "parsers/dump/csv_layout.h"

#include <optional>

#include "parsers/dump/csv_values.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

/// Takes the next cell off the front of a line, quotes taken off; nothing when its end is not there
/// or it holds an escape, which no short column has.
std::optional<std::string_view> take_cell(std::string_view& line, char delimiter) {
  while (line.starts_with(' ')) line.remove_prefix(1);
  const bool quoted = line.starts_with('"');
  if (quoted) line.remove_prefix(1);
  const std::size_t end = line.find(quoted ? '"' : delimiter);
  if (end == line.npos) return std::nullopt;
  const std::string_view cell = line.substr(0, end);
  line.remove_prefix(end + 1);
  if (!quoted) return ascii::trim(cell);
  while (line.starts_with(' ')) line.remove_prefix(1);
  // The quote that ends the line at hand may have its delimiter still to come.
  if (!line.empty() && line.front() != delimiter) return std::nullopt;
  if (!line.empty()) line.remove_prefix(1);
  return cell;
}

}  // namespace

bool begins_like_row(std::string_view line, const CsvLayout& layout) {
  for (const DumpRow::Column column : layout.columns) {
    const auto cell = take_cell(line, layout.delimiter);
    if (!cell) return false;
    switch (column) {
      case DumpRow::kDate:
        return is_row_date(*cell);
      case DumpRow::kReference:
        return is_row_reference(*cell);
      case DumpRow::kNumber:
        if (!is_row_number(*cell)) return false;
        break;
      case DumpRow::kHeader:
      case DumpRow::kBody:
        return false;
      default:
        break;
    }
  }
  return false;
}

}  // namespace cabled
