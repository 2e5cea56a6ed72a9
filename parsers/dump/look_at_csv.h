#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/dump/csv_layout.h"

namespace cabled {

/// What the first bytes of a file say of a table of cables. Neither set: it is no table.
struct CsvLook {
  std::optional<CsvLayout> layout;
  std::string refusal;  ///< why a table that this is cannot be read
};

/// Looks for a delimiter, for a row with the columns' names, and for how quotes stand in quotes.
///
/// Understood are rows below a row of names, in any order; without names, the eight columns of the
/// dump of 2011; and those of `columns`, when it names any. "sep=;" in front of all, as Excel
/// writes it, says the delimiter. Any other table is refused rather than taken for a page.
CsvLook look_at_csv(std::string_view head, const std::vector<DumpRow::Column>& columns);

}  // namespace cabled
