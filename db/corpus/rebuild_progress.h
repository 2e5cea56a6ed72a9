#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// A database that is being made out of the archive, and how far it has come.
struct RebuildRun {
  std::int64_t id = 0;
  std::string segment;      ///< the last one of which something is stored
  std::int64_t offset = 0;  ///< of its records, those that begin before it are stored
  std::int64_t pages = 0;
  std::int64_t unchanged = 0;  ///< visits that found a page as it was
  std::int64_t damaged = 0;    ///< records that could not be read
};

/// Whether there is anything that a rebuild would mix with: pages or cables.
bool holds_pages(pqxx::work& tx);

/// The run that has not come to its end.
std::optional<RebuildRun> unfinished_rebuild(pqxx::work& tx);
/// That run, or a new one.
RebuildRun begin_rebuild(pqxx::work& tx);

/// Writes `run` as it is now. False when it is no longer where `before` was: another process is at
/// it.
bool advance_rebuild(pqxx::work& tx, const RebuildRun& before, const RebuildRun& run);

/// Ends the run. What was fetched is then known since the first page that gave it, and not since
/// today.
void finish_rebuild(pqxx::work& tx, const RebuildRun& run);

}  // namespace cabled::db
