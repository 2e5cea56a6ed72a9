#include "daemon/formats/bulk_lines.h"

#include <nlohmann/json.hpp>

#include "daemon/json/cable_json.h"

namespace cabled {

std::string bulk_lines(const std::string& id, const std::string& fields, const std::string& text) {
  const nlohmann::ordered_json action{{"index", {{"_id", id}}}};
  return to_line(action) + '\n' + stored_cable_line(fields, text) + '\n';
}

}  // namespace cabled
