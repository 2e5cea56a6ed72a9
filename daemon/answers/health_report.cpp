#include "daemon/answers/health_report.h"

#include <fmt/format.h>

#include "daemon/answers/drift.h"
#include "daemon/json/nullable.h"
#include "daemon/system/terminal.h"

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
  std::string out = fmt::format("source {}:", printable_line(health.name));
  if (health.paused_at) out += fmt::format(" paused since {};", *health.paused_at);
  if (health.next_run_at) out += fmt::format(" next run {};", *health.next_run_at);
  out += fmt::format(
      " last {} pages: {} cables, confidence {}, coverage {}; the {} before: {}, {}, {}\n",
      health.recent.pages, percent(health.recent.cable_share), percent(health.recent.confidence),
      percent(health.recent.coverage), health.history.pages, percent(health.history.cable_share),
      percent(health.history.confidence), percent(health.history.coverage));
  for (const std::string& alarm : drift_alarms(health)) out += "  drift: " + alarm + '\n';
  return out;
}

}  // namespace cabled
