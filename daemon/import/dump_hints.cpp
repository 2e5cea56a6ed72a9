#include "daemon/import/dump_hints.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "parsers/dump/csv_columns.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::array<std::string_view, 10> kMapped{
    "text", "html",   "html_base64",    "url",    "id",
    "date", "origin", "classification", "header", "content_type"};

std::vector<std::string> list_of(std::string_view text) {
  std::vector<std::string> items;
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    items.emplace_back(ascii::trim(text.substr(0, comma)));
    if (comma == text.size()) return items;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

std::string DumpHints::mark() const {
  std::string mark;
  for (const DumpRow::Column column : columns) mark += fmt::format("{} ", static_cast<int>(column));
  for (const auto& [value, key] : json_key) mark += fmt::format("{}={}\n", value, key);
  return mark;
}

Result<std::vector<DumpRow::Column>> read_columns_option(std::string_view text) {
  const std::vector<std::string> names = list_of(text);
  for (const std::string& name : names) {
    if (column_of_name(name)) continue;
    return fail(ErrorKind::kInvalid, "--columns: '{}' is none of {}", name, column_names());
  }
  auto columns = columns_of_names(names);
  if (!columns) {
    return fail(ErrorKind::kInvalid,
                "--columns must name the column of the text (body) and one of id, reference, date "
                "or url");
  }
  return std::move(*columns);
}

Result<std::map<std::string, std::string>> read_map_option(std::string_view text) {
  std::map<std::string, std::string> keys;
  for (const std::string& item : list_of(text)) {
    const std::size_t sign = item.find('=');
    const std::string value(ascii::trim(std::string_view(item).substr(0, sign)));
    if (sign == item.npos || sign + 1 == item.size() || std::ranges::count(kMapped, value) == 0) {
      return fail(ErrorKind::kInvalid, "--map: '{}' is not VALUE=KEY with a value of {}", item,
                  fmt::join(kMapped, ", "));
    }
    keys[value] = ascii::trim(std::string_view(item).substr(sign + 1));
  }
  return keys;
}

}  // namespace cabled
