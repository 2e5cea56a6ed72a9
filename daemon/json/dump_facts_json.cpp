#include "daemon/json/dump_facts_json.h"

#include "daemon/json/cable_json.h"
#include "parsers/model/utf8_text.h"

namespace cabled {

std::optional<std::string> facts_to_json(const DumpFacts& facts) {
  if (facts.reference.empty() && facts.origin.empty() && facts.classification.empty()) {
    return std::nullopt;
  }
  return to_line({{"reference", Utf8Text::sanitized(facts.reference).str()},
                  {"origin", Utf8Text::sanitized(facts.origin).str()},
                  {"classification", Utf8Text::sanitized(facts.classification).str()}});
}

DumpFacts facts_from_json(const std::string& json) {
  const auto object = nlohmann::json::parse(json, nullptr, false);
  if (!object.is_object()) return {};
  return {object.value("reference", ""), object.value("origin", ""),
          object.value("classification", "")};
}

}  // namespace cabled
