#include "db/feed/feed_history.h"

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kIsElsewhere = R"sql(
  SELECT o.server <> s.system_identifier AS is_elsewhere
    FROM feed_origin o, pg_control_system() s
)sql";

// Who writes changes waits until this is done, or is waited for.
constexpr const char* kLock = R"sql(
  LOCK TABLE change, feed_consumer, feed_origin IN SHARE ROW EXCLUSIVE MODE
)sql";

// The changes get one number, so `seq` alone is their order. A consumer has all before the first
// that it has not read: some may come to it twice. One that has read what was pruned and no more
// stands at the horizon, as kBegin sets it; one that was not there yet starts over, as before.
constexpr const char* kPlaceConsumers = R"sql(
  UPDATE feed_consumer f
     SET (xid, seq, us) =
         (SELECT p.xid, p.seq, p.us
            FROM ((SELECT $1::text::xid8 AS xid, c.seq,
                          (extract(epoch FROM c.at) * 1000000)::bigint AS us
                     FROM change c
                    WHERE c.seq < coalesce((SELECT min(u.seq) FROM change u
                                             WHERE (u.xid, u.seq) > (f.xid, f.seq)),
                                           9223372036854775807)
                    ORDER BY c.seq DESC
                    LIMIT 1)
                  UNION ALL
                  SELECT '1', o.pruned_seq, o.pruned_us
                    FROM feed_origin o
                   WHERE o.pruned_xid > '0'
                     AND (f.xid, f.seq) >= (o.pruned_xid, o.pruned_seq)
                  UNION ALL
                  SELECT '0', 0, 0) p
           ORDER BY p.xid DESC
           LIMIT 1)
)sql";

constexpr const char* kNumber = R"sql(
  UPDATE change SET xid = $1::text::xid8
)sql";

// What was pruned stays pruned.
constexpr const char* kBegin = R"sql(
  UPDATE feed_origin o
     SET id = gen_random_uuid(), server = s.system_identifier,
         pruned_xid = CASE WHEN o.pruned_xid = '0' THEN o.pruned_xid ELSE '1' END
    FROM pg_control_system() s
  RETURNING o.id::text AS id
)sql";

constexpr const char* kKeep = R"sql(
  UPDATE feed_origin o SET server = s.system_identifier FROM pg_control_system() s
)sql";

// Below every transaction that is under way or to come, also of one that waits to write a change.
constexpr const char* kOldNumber = R"sql(
  SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)::text AS xid
)sql";

}  // namespace

void keep_history(pqxx::work& tx) { tx.exec(kKeep); }

bool has_numbers_of_another_server(pqxx::work& tx) {
  return get<bool>(execute_one(tx, kIsElsewhere), "is_elsewhere");
}

Result<std::optional<std::string>> begin_new_history(Connection& connection) {
  return transact(connection, [](pqxx::work& tx) -> std::optional<std::string> {
    if (!has_numbers_of_another_server(tx)) return std::nullopt;
    tx.exec(kLock);
    if (!has_numbers_of_another_server(tx)) return std::nullopt;
    const auto xid = get<std::string>(execute_one(tx, kOldNumber), "xid");
    execute(tx, kPlaceConsumers, xid);
    execute(tx, kNumber, xid);
    return get<std::string>(execute_one(tx, kBegin), "id");
  });
}

}  // namespace cabled::db
