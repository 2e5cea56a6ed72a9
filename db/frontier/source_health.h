#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// What some pages of a source gave, on average. Absent: no page, or none with a cable.
struct HealthWindow {
  std::int64_t pages = 0;
  std::optional<double> cable_share;  ///< of the pages, how many gave a cable
  std::optional<double> confidence;   ///< the locator's, of those
  std::optional<double> coverage;     ///< of the fields that most cables have
};

/// A source's latest pages beside those before.
struct SourceHealth {
  int source_id = 0;
  std::string name;
  std::optional<std::string> paused_at;
  std::optional<std::string> last_run_at;
  std::optional<std::string> next_run_at;
  HealthWindow recent;
  HealthWindow history;
};

/// The health of all sources in the table, by name; from the last pages that were read, not from
/// counters, so that a batch stored twice counts once.
std::vector<SourceHealth> source_health(pqxx::work& tx);

}  // namespace cabled::db
