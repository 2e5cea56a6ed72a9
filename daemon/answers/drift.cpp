#include "daemon/answers/drift.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "daemon/system/log.h"

namespace cabled {
namespace {

constexpr std::int64_t kFewestPages = 20;
// What pages of one site differ by anyway.
constexpr double kUsualSpread = 0.15;
// Three standard errors: one false alarm in some hundreds of looks at independent pages.
constexpr double kStandardErrors = 3;

std::optional<std::string> fall_of(const char* what, const std::optional<double>& recent,
                                   const std::optional<double>& history, double tolerance) {
  if (!recent || !history || *recent >= *history - tolerance) return std::nullopt;
  return fmt::format("{} fell from {:.2f} to {:.2f}", what, *history, *recent);
}

double chance_spread(double share, std::int64_t pages) {
  return kStandardErrors * std::sqrt(share * (1 - share) / static_cast<double>(pages));
}

}  // namespace

std::vector<std::string> drift_alarms(const db::SourceHealth& health) {
  const db::HealthWindow& recent = health.recent;
  const db::HealthWindow& history = health.history;
  std::vector<std::string> alarms;
  if (recent.pages < kFewestPages || history.pages < kFewestPages) return alarms;
  const auto add = [&](const std::optional<std::string>& alarm) {
    if (alarm) alarms.push_back(*alarm);
  };
  const double by_chance = chance_spread(history.cable_share.value_or(0), recent.pages);
  add(fall_of("share of pages that give a cable", recent.cable_share, history.cable_share,
              std::max(kUsualSpread, by_chance)));
  add(fall_of("confidence of the locator", recent.confidence, history.confidence, kUsualSpread));
  add(fall_of("coverage of fields", recent.coverage, history.coverage, kUsualSpread));
  return alarms;
}

void DriftWatch::look(const std::vector<db::SourceHealth>& sources) {
  for (const db::SourceHealth& source : sources) {
    std::vector<std::string> alarms = drift_alarms(source);
    std::vector<std::string>& known = known_[source.name];
    if (alarms.empty() != known.empty()) {
      if (alarms.empty()) {
        log::info("drift ended", {{"source", source.name}});
      } else {
        log::warn("drift",
                  {{"source", source.name}, {"alarm", fmt::format("{}", fmt::join(alarms, "; "))}});
      }
    }
    known = std::move(alarms);
  }
}

}  // namespace cabled
