#include "daemon/answers/health_report.h"

#include <fmt/format.h>

#include "daemon/answers/drift.h"
#include "daemon/json/nullable.h"
#include "daemon/system/terminal.h"
#include "daemon/system/words.h"

namespace cabled {
namespace {

nlohmann::ordered_json window_to_json(const db::HealthWindow& window) {
  return {{"pages", window.pages},
          {"cable_share", nullable(window.cable_share)},
          {"confidence", nullable(window.confidence)},
          {"coverage", nullable(window.coverage)}};
}

std::string percent(const std::optional<double>& share) {
  return share ? fmt::format("{:.0f} %", *share * 100) : "-";
}

/// "50 pages 96 % hold a cable (found with confidence 98 %, 90 % of its fields are filled)"
std::string window_text(const db::HealthWindow& window) {
  std::string out = fmt::format("{} {} hold a cable", counted(window.pages, "page", "pages"),
                                percent(window.cable_share));
  if (!window.confidence) return out;
  return out + fmt::format(" (found with confidence {}, {} of its fields are filled)",
                           percent(window.confidence), percent(window.coverage));
}

}  // namespace

nlohmann::ordered_json health_to_json(const db::SourceHealth& health) {
  return {{"name", health.name},
          {"paused_at", nullable(health.paused_at)},
          {"last_run_at", nullable(health.last_run_at)},
          {"next_run_at", nullable(health.next_run_at)},
          {"recent", window_to_json(health.recent)},
          {"history", window_to_json(health.history)},
          {"alarms", drift_alarms(health)}};
}

std::string health_to_text(const db::SourceHealth& health) {
  std::string out = fmt::format("source {}: ", printable_line(health.name));
  if (health.paused_at) out += fmt::format("paused since {}; ", *health.paused_at);
  if (health.next_run_at) out += fmt::format("its lists are visited at {}; ", *health.next_run_at);
  out += health.recent.pages == 0 ? "no page of it was read yet"
                                  : "of its last " + window_text(health.recent);
  if (health.history.pages > 0) out += "; of the " + window_text(health.history) + " before";
  out += '\n';
  for (const std::string& alarm : drift_alarms(health)) out += "  drift: " + alarm + '\n';
  return out;
}

}  // namespace cabled
