#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/dump/csv_layout.h"
#include "parsers/model/error.h"

namespace cabled {

/// What the command line says of dumps whose columns or keys tell nothing by themselves.
struct DumpHints {
  std::vector<DumpRow::Column> columns;         ///< of a table, in its order; empty: not said
  std::map<std::string, std::string> json_key;  ///< the key of a value: "text" is in "cable_body"

  bool empty() const noexcept { return columns.empty() && json_key.empty(); }
  /// The same for the same hints, "" for none: what was read with others was read otherwise.
  std::string mark() const;
};

/// Reads `--columns`: names of columns, parted by commas.
Result<std::vector<DumpRow::Column>> read_columns_option(std::string_view text);

/// Reads `--map`: "text=cable_body,id=_id".
Result<std::map<std::string, std::string>> read_map_option(std::string_view text);

}  // namespace cabled
