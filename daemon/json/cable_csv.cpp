#include "daemon/json/cable_csv.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "daemon/json/cable_json.h"
#include "parsers/model/cable_fields.h"

namespace cabled {
namespace {

using Json = nlohmann::ordered_json;

// What a table of cables is sorted and filtered by, then the text.
constexpr std::array<std::string_view, 17> kCsvColumns{
    "id",         "station",       "year",           "serial",   "sent_at", "from",
    "to",         "info",          "classification", "handling", "tags",    "subject",
    "references", "classified_by", "signers",        "summary",  "text"};
static_assert(std::ranges::all_of(kCsvColumns, is_cable_field));

// What spreadsheets take for the start of a formula (OWASP, CSV injection).
constexpr std::string_view kFormulaStarts = "=+-@\t\r";

std::string item_text(const Json& item) {
  if (item.is_string()) return item.get<std::string>();
  if (item.is_null()) return "";
  if (!item.is_object()) return to_line(item);
  // An addressee is called by its name, a reference by its id or else as found.
  for (const char* key : {"name", "id", "text"}) {
    const auto found = item.find(key);
    if (found != item.end() && found->is_string()) return found->get<std::string>();
  }
  return to_line(item);
}

std::string cell_text(const Json& value) {
  if (!value.is_array()) return item_text(value);
  std::string out;
  for (const Json& item : value) out += (out.empty() ? "" : "; ") + item_text(item);
  return out;
}

}  // namespace

std::string csv_cell(std::string text, CsvFormulas formulas) {
  if (formulas == CsvFormulas::kDefused && !text.empty() &&
      kFormulaStarts.find(text.front()) != std::string_view::npos) {
    text.insert(text.begin(), '\'');
  }
  if (text.find_first_of("\",\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string csv_header() {
  std::string line;
  for (const std::string_view column : kCsvColumns) {
    line += line.empty() ? "" : ",";
    line += column;
  }
  return line + "\r\n";
}

std::string csv_line(const std::string& fields, const std::string& text, CsvFormulas formulas) {
  const Json cable = Json::parse(fields);
  std::string line;
  for (const std::string_view column : kCsvColumns) {
    if (column != kCsvColumns.front()) line += ',';
    if (column == "text") {
      line += csv_cell(text, formulas);
    } else if (const auto found = cable.find(column); found != cable.end()) {
      line += csv_cell(cell_text(*found), formulas);
    }
  }
  return line + "\r\n";
}

}  // namespace cabled
