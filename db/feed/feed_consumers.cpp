#include "db/feed/feed_consumers.h"

#include "db/feed/change_reader.h"
#include "db/feed/change_store.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kSetConsumer = R"sql(
  INSERT INTO feed_consumer AS f (name, xid, seq, us) VALUES ($1, $2::text::xid8, $3, $4)
  ON CONFLICT (name) DO UPDATE
     SET seen_at = now(),
         (xid, seq, us) = (SELECT p.xid, p.seq, p.us
                             FROM (VALUES (f.xid, f.seq, f.us),
                                          (excluded.xid, excluded.seq, excluded.us))
                               AS p(xid, seq, us)
                            ORDER BY p.xid DESC, p.seq DESC
                            LIMIT 1)
)sql";

constexpr const char* kDropConsumer = R"sql(
  DELETE FROM feed_consumer WHERE name = $1
)sql";

constexpr const char* kDropDeadLetters = R"sql(
  DELETE FROM feed_dead_letter WHERE consumer = $1
)sql";

constexpr const char* kConsumer = R"sql(
  SELECT split_part(o.id::text, '-', 1) AS origin, f.xid::text AS xid, f.seq, f.us
    FROM feed_consumer f, feed_origin o
   WHERE f.name = $1
)sql";

constexpr const char* kConsumers = R"sql(
  SELECT f.name, split_part(o.id::text, '-', 1) AS origin, f.xid::text AS xid, f.seq, f.us,
         utc_text(f.seen_at) AS seen_at, extract(epoch FROM now() - f.seen_at)::bigint AS idle_s
    FROM feed_consumer f, feed_origin o
   ORDER BY f.name COLLATE "C"
)sql";

constexpr const char* kSlots = R"sql(
  SELECT slot_name, active,
         coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint AS retained_bytes
    FROM pg_replication_slots
   WHERE slot_type = 'logical' AND database = current_database()
   ORDER BY slot_name
)sql";

// The place up to which a batch of the oldest rows may go; no row when none may. `seq` grows by $4
// with every row, so the newest rows are those above max(seq) - $4 * limit; transactions that
// overlap blur that by a few rows, which a limit may be. When the oldest row of all stays, so do
// the others, and they are not looked at: 0.2 ms with three million rows, where reading them took 6
// s.
constexpr const char* kFindPrunable = R"sql(
  WITH bound AS MATERIALIZED (
    SELECT n.seq - $4::bigint * least($1::bigint, 1e16::bigint) AS too_old,
           n.seq - $4::bigint * least($2::bigint, 1e16::bigint) AS old_enough, f.xid, f.seq
      FROM (SELECT coalesce(max(c.seq), 0) AS seq FROM change c) n
      LEFT JOIN (SELECT f.xid, f.seq FROM feed_consumer f ORDER BY f.xid, f.seq LIMIT 1) f
        ON true),
  first AS MATERIALIZED (
    SELECT c.xid, c.seq
      FROM change c
     WHERE c.xid < pg_snapshot_xmin(pg_current_snapshot())
     ORDER BY c.xid, c.seq
     LIMIT 1),
  oldest AS (
    SELECT c.xid, c.seq, c.at
      FROM change c
     WHERE c.xid < pg_snapshot_xmin(pg_current_snapshot())
       AND EXISTS (SELECT FROM first f, bound b
                    WHERE f.seq <= b.too_old
                       OR (f.seq <= b.old_enough AND (f.xid, f.seq) <= (b.xid, b.seq)))
     ORDER BY c.xid, c.seq
     LIMIT $3)
  SELECT o.xid::text AS xid, o.seq, (extract(epoch FROM o.at) * 1000000)::bigint AS us
    FROM oldest o, bound b
   WHERE o.seq <= b.too_old OR (o.seq <= b.old_enough AND (o.xid, o.seq) <= (b.xid, b.seq))
   ORDER BY o.xid DESC, o.seq DESC
   LIMIT 1
)sql";

// Statements of their own, planned with the place that was found, so that by change_order only the
// rows that go are read. No reader finds them gone without the horizon moved: it is one
// transaction.
constexpr const char* kPrune = R"sql(
  DELETE FROM change c WHERE (c.xid, c.seq) <= ($1::text::xid8, $2::bigint)
)sql";

constexpr const char* kMoveHorizon = R"sql(
  UPDATE feed_origin o
     SET pruned_xid = $1::text::xid8, pruned_seq = $2::bigint, pruned_us = $3
   WHERE (o.pruned_xid, o.pruned_seq) < ($1::text::xid8, $2::bigint)
)sql";

ChangeCursor cursor_in(const pqxx::row& row) {
  return {get<std::string>(row, "origin"), get<std::uint64_t>(row, "xid"),
          get<std::int64_t>(row, "seq"), get<std::int64_t>(row, "us")};
}

}  // namespace

void set_consumer(pqxx::work& tx, const std::string& consumer, const ChangeCursor& cursor) {
  execute(tx, kSetConsumer, consumer, std::to_string(cursor.xid), cursor.seq, cursor.us);
}

bool drop_consumer(pqxx::work& tx, const std::string& consumer) {
  const auto letters = affected_rows(execute(tx, kDropDeadLetters, consumer));
  return affected_rows(execute(tx, kDropConsumer, consumer)) + letters > 0;
}

std::optional<ChangeCursor> consumer_cursor(pqxx::work& tx, const std::string& consumer) {
  const pqxx::result found = execute(tx, kConsumer, consumer);
  if (found.empty()) return std::nullopt;
  return cursor_in(found[0]);
}

std::vector<ConsumerState> consumers(pqxx::work& tx) {
  constexpr std::int64_t kCountedUpTo = 1'000'000;
  std::vector<ConsumerState> states;
  for (const auto& row : tx.exec(kConsumers)) {
    ConsumerState state;
    state.name = get<std::string>(row, "name");
    state.cursor = cursor_in(row);
    state.seen_at = get<std::string>(row, "seen_at");
    state.idle_seconds = get<std::int64_t>(row, "idle_s");
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
    slots.push_back({get<std::string>(row, "slot_name"), get<bool>(row, "active"),
                     get<std::int64_t>(row, "retained_bytes")});
  }
  return slots;
}

std::int64_t prune_changes(pqxx::work& tx, const KeptChanges& keep, int batch) {
  const pqxx::result last =
      execute(tx, kFindPrunable, keep.unread, keep.read, batch, kMostLinesOfRow);
  if (last.empty()) return 0;
  const auto xid = get<std::string>(last[0], "xid");
  const auto seq = get<std::int64_t>(last[0], "seq");
  const auto gone = affected_rows(execute(tx, kPrune, xid, seq));
  execute(tx, kMoveHorizon, xid, seq, get<std::int64_t>(last[0], "us"));
  return static_cast<std::int64_t>(gone);
}

}  // namespace cabled::db
