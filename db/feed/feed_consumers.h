#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/feed/change_cursor.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Says that `consumer` has all up to `cursor`. A position never moves back, so a late word of a
/// second feeder does no harm.
void set_consumer(pqxx::work& tx, const std::string& consumer, const ChangeCursor& cursor);

/// Forgets a consumer and what is set aside for it; what it has not read may then be pruned. False
/// when there is none.
bool drop_consumer(pqxx::work& tx, const std::string& consumer);

/// Where `consumer` stands; nothing when it is not known.
std::optional<ChangeCursor> consumer_cursor(pqxx::work& tx, const std::string& consumer);

struct ConsumerState {
  std::string name;
  ChangeCursor cursor;
  std::string seen_at;  ///< RFC 3339 UTC
  std::int64_t idle_seconds = 0;
  std::int64_t behind = 0;  ///< changes not read yet, counted up to a million
};
std::vector<ConsumerState> consumers(pqxx::work& tx);

/// A replication slot of this database.
struct SlotState {
  std::string name;
  bool active = false;
  std::int64_t retained_bytes = 0;  ///< WAL that the server keeps for it
};
std::vector<SlotState> logical_slots(pqxx::work& tx);

/// How many of the newest rows of changes pruning leaves.
struct KeptChanges {
  std::int64_t unread = 10'000'000;  ///< for consumers that are away
  std::int64_t read = 100'000;       ///< for cursors that no consumer's name stands for
};

/// Takes away up to `batch` of the oldest rows that every consumer has read and that exceed the
/// newest `keep.read`, and of those that exceed the newest `keep.unread` whoever has not read them.
/// Without a consumer only the latter counts. Returns how many went.
std::int64_t prune_changes(pqxx::work& tx, const KeptChanges& keep, int batch);

}  // namespace cabled::db
