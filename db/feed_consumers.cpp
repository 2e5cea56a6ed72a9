#include "db/feed_consumers.h"

#include "db/change_reader.h"
#include "db/utc.h"

namespace cabled::db {
namespace {

constexpr const char* kSetConsumer =
    "INSERT INTO feed_consumer AS f (name, xid, seq) VALUES ($1, $2::text::xid8, $3)"
    " ON CONFLICT (name) DO UPDATE SET seen_at = now(),"
    "  xid = CASE WHEN (f.xid, f.seq) < (excluded.xid, excluded.seq) THEN excluded.xid"
    "   ELSE f.xid END,"
    "  seq = CASE WHEN (f.xid, f.seq) < (excluded.xid, excluded.seq) THEN excluded.seq"
    "   ELSE f.seq END";

constexpr const char* kConsumers =
    "SELECT f.name, split_part(o.id::text, '-', 1), f.xid::text, f.seq, " CABLED_UTC(
        "f.seen_at") ", extract(epoch FROM now() - f.seen_at)::bigint"
                     " FROM feed_consumer f, feed_origin o ORDER BY f.name COLLATE \"C\"";

constexpr const char* kSlots =
    "SELECT slot_name, active,"
    "  coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint"
    " FROM pg_replication_slots WHERE slot_type = 'logical' AND database = current_database()"
    " ORDER BY slot_name";

// `seq` grows with every row, so the newest rows are those above max(seq) - limit; transactions
// that overlap blur that by a few rows, which a limit may be. The horizon moves with the rows in
// one statement, so no reader finds them gone without finding it moved.
constexpr const char* kPrune =
    "WITH newest AS (SELECT coalesce(max(seq), 0) AS seq FROM change),"
    " bound AS (SELECT n.seq - $1::bigint AS too_old, n.seq - $2::bigint AS old_enough,"
    "   (SELECT f.xid FROM feed_consumer f ORDER BY f.xid, f.seq LIMIT 1) AS xid,"
    "   (SELECT f.seq FROM feed_consumer f ORDER BY f.xid, f.seq LIMIT 1) AS seq"
    "  FROM newest n),"
    " old AS (SELECT c.xid, c.seq FROM change c, bound b"
    "   WHERE c.xid < pg_snapshot_xmin(pg_current_snapshot())"
    "    AND (c.seq <= b.too_old"
    "     OR (c.seq <= b.old_enough AND (c.xid, c.seq) <= (b.xid, b.seq)))"
    "   ORDER BY c.xid, c.seq LIMIT $3),"
    " last AS (SELECT xid, seq FROM old ORDER BY xid DESC, seq DESC LIMIT 1),"
    " gone AS (DELETE FROM change c USING last l WHERE (c.xid, c.seq) <= (l.xid, l.seq)"
    "   RETURNING 1),"
    " moved AS (UPDATE feed_origin o SET pruned_xid = l.xid, pruned_seq = l.seq FROM last l"
    "   WHERE (o.pruned_xid, o.pruned_seq) < (l.xid, l.seq) RETURNING 1)"
    " SELECT (SELECT count(*) FROM gone), (SELECT count(*) FROM moved)";

}  // namespace

void set_consumer(pqxx::work& tx, const std::string& consumer, const ChangeCursor& cursor) {
  tx.exec_params(kSetConsumer, consumer, std::to_string(cursor.xid), cursor.seq);
}

bool drop_consumer(pqxx::work& tx, const std::string& consumer) {
  return tx.exec_params("DELETE FROM feed_consumer WHERE name = $1", consumer).affected_rows() > 0;
}

std::optional<ChangeCursor> consumer_cursor(pqxx::work& tx, const std::string& consumer) {
  const pqxx::result found = tx.exec_params(
      "SELECT split_part(o.id::text, '-', 1), f.xid::text, f.seq"
      " FROM feed_consumer f, feed_origin o WHERE f.name = $1",
      consumer);
  if (found.empty()) return std::nullopt;
  return ChangeCursor{found[0][0].as<std::string>(), found[0][1].as<std::uint64_t>(),
                      found[0][2].as<std::int64_t>()};
}

std::vector<ConsumerState> consumers(pqxx::work& tx) {
  constexpr std::int64_t kCountedUpTo = 1'000'000;
  std::vector<ConsumerState> states;
  for (const auto& row : tx.exec(kConsumers)) {
    ConsumerState state;
    state.name = row[0].as<std::string>();
    state.cursor = {row[1].as<std::string>(), row[2].as<std::uint64_t>(),
                    row[3].as<std::int64_t>()};
    state.seen_at = row[4].as<std::string>();
    state.idle_seconds = row[5].as<std::int64_t>();
    states.push_back(std::move(state));
  }
  for (ConsumerState& state : states) {
    state.behind = changes_behind(tx, state.cursor, kCountedUpTo);
  }
  return states;
}

std::vector<SlotState> logical_slots(pqxx::work& tx) {
  std::vector<SlotState> slots;
  for (const auto& row : tx.exec(kSlots)) {
    slots.push_back({row[0].as<std::string>(), row[1].as<bool>(), row[2].as<std::int64_t>()});
  }
  return slots;
}

std::int64_t prune_changes(pqxx::work& tx, const KeptChanges& keep, int batch) {
  return tx.exec_params1(kPrune, keep.unread, keep.read, batch)[0].as<std::int64_t>();
}

void store_dead_letter(pqxx::work& tx, const std::string& consumer, const ChangeCursor& cursor,
                       int attempts, const std::string& error, const std::string& body) {
  tx.exec_params(
      "INSERT INTO feed_dead_letter (consumer, cursor, attempts, error, body)"
      " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (consumer, cursor) DO NOTHING",
      consumer, cursor.text(), attempts, error, body);
}

}  // namespace cabled::db
