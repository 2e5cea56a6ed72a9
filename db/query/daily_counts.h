#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// How many of one kind there were on each of the last days.
struct DailyCounts {
  std::string name;
  std::vector<std::int64_t> counts;  ///< one a day, the oldest first
};

/// What came in the last thirty days, the present one included. Days are those of UTC.
struct DailyHistory {
  std::vector<std::string> days;      ///< "2009-11-30", the oldest first
  std::vector<DailyCounts> pages;     ///< received, by source ("" for none), the busiest first
  std::vector<DailyCounts> cables;    ///< of these, those that gave a cable; the same sources
  std::vector<DailyCounts> failures;  ///< URLs that failed last on that day, by reason
};

/// Of one source, or of all. Indexes used: capture_time, or capture_source with a source;
/// url_account.
DailyHistory daily_history(pqxx::work& tx, std::optional<int> source_id);

}  // namespace cabled::db
