#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

struct SourceRow {
  int id = 0;
  std::string name;
  std::optional<std::string> paused_at;
};

/// Makes a row for each configured source that has none; the answer has all that are in the table.
std::map<std::string, SourceRow> ensure_sources(pqxx::work& tx, std::span<const std::string> names);

/// All that are in the table, by name.
std::map<std::string, SourceRow> all_sources(pqxx::work& tx);

/// Those of `names` that are in the table.
std::vector<int> source_ids(pqxx::work& tx, std::span<const std::string> names);

/// A source that the configuration at hand does not have, and how many of its URLs have a time and
/// wait until it does.
struct UnconfiguredSource {
  SourceRow row;
  std::int64_t waiting = 0;
};
std::vector<UnconfiguredSource> unconfigured_sources(pqxx::work& tx,
                                                     std::span<const std::string> configured);

/// Pauses or resumes a source; false when there is no source of that name.
bool set_paused(pqxx::work& tx, const std::string& name, bool paused);

}  // namespace cabled::db
