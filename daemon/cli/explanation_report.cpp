#include "daemon/cli/explanation_report.h"

#include "daemon/app/output.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/terminal.h"

namespace cabled::cli {

void print_explanation(const nlohmann::ordered_json& explanation, bool json) {
  if (json) {
    output().json(to_line(explanation));
    return;
  }
  for (const auto& [key, value] : explanation.items()) {
    if (value.is_null() || (value.is_array() && value.empty())) continue;
    const std::string text = value.is_string() ? value.get<std::string>() : to_line(value);
    output().text(fmt::format("{:<14} {}\n", key, printable_line(text)));
  }
}

}  // namespace cabled::cli
