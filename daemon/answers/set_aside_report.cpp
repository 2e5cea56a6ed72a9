#include "daemon/answers/set_aside_report.h"

#include <fmt/format.h>

#include "daemon/system/terminal.h"
#include "daemon/system/words.h"

namespace cabled {

std::string set_aside_text(const db::DeadLetterState& letters) {
  return fmt::format(
      "WARNING {} set aside for {} since {}: {}; `cabled feed --redeliver` sends them again\n",
      counted(letters.batches, "batch", "batches"), printable_line(letters.consumer),
      letters.first_at, printable_line(letters.last_error));
}

nlohmann::ordered_json set_aside_to_json(const std::vector<db::DeadLetterState>& letters) {
  auto out = nlohmann::ordered_json::array();
  for (const db::DeadLetterState& each : letters) {
    out.push_back({{"consumer", each.consumer},
                   {"batches", each.batches},
                   {"first_at", each.first_at},
                   {"last_error", each.last_error}});
  }
  return out;
}

}  // namespace cabled
