#include "daemon/json/dump_columns_json.h"

#include "daemon/json/cable_json.h"
#include "parsers/model/utf8_text.h"

namespace cabled {

std::optional<std::string> columns_to_json(const DumpColumns& columns) {
  if (columns.reference.empty() && columns.origin.empty() && columns.classification.empty()) {
    return std::nullopt;
  }
  return to_line({{"reference", Utf8Text::sanitized(columns.reference).str()},
                  {"origin", Utf8Text::sanitized(columns.origin).str()},
                  {"classification", Utf8Text::sanitized(columns.classification).str()}});
}

DumpColumns columns_from_json(const std::string& json) {
  const auto object = nlohmann::json::parse(json, nullptr, false);
  if (!object.is_object()) return {};
  return {object.value("reference", ""), object.value("origin", ""),
          object.value("classification", "")};
}

}  // namespace cabled
