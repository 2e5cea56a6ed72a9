#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// The oldest transaction that runs on the server, in whatever database. What only its own role and
/// members of pg_read_all_stats may see is absent for others.
struct OldestTransaction {
  std::optional<int> pid;          ///< absent when it is prepared
  std::optional<std::string> gid;  ///< name of a prepared one
  std::string application;
  std::string database;
  std::string user;
  std::optional<std::string> state;
  std::optional<std::int64_t> age_seconds;
};

/// Changes that are committed and yet not given out, for a transaction that began before them has
/// not ended and might still write changes of its own.
struct HeldChanges {
  std::int64_t count = 0;
  std::int64_t waited_seconds = 0;          ///< the one that has waited longest
  std::optional<OldestTransaction> holder;  ///< absent when it ended while we looked
};

/// Nothing when no change is held back; counts no further than `limit`. Index used: change_order.
std::optional<HeldChanges> held_changes(pqxx::work& tx, std::int64_t limit);

}  // namespace cabled::db
