#include "db/feed/held_changes.h"

#include "db/sql/utc.h"

namespace cabled::db {
namespace {

// A snapshot's xmin is the oldest number that runs anywhere on the server. One statement, so that
// it is the xmin of the very snapshot in which the changes are seen. Everyone may see the pid, the
// names and the number of a session's transaction, and all prepared ones.
constexpr const char* kHeld =
    "WITH s AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin),"
    " held AS MATERIALIZED (SELECT count(*) AS changes, min(h.at) AS since"
    "  FROM (SELECT c.at FROM change c, s WHERE c.xid >= s.xmin LIMIT $1) h)"
    " SELECT held.changes, extract(epoch FROM now() - held.since)::bigint, a.pid, p.gid,"
    "  a.application_name, coalesce(a.datname, p.database), coalesce(a.usename, p.owner), a.state,"
    "  extract(epoch FROM now() - coalesce(a.xact_start, p.prepared))::bigint"
    " FROM s CROSS JOIN held LEFT JOIN pg_stat_activity a ON a.backend_xid = s.xmin::xid"
    " LEFT JOIN pg_prepared_xacts p ON p.transaction = s.xmin::xid WHERE held.changes > 0 LIMIT 1";

OldestTransaction holder_from(const pqxx::row& row) {
  OldestTransaction holder;
  if (!row[2].is_null()) holder.pid = row[2].as<int>();
  holder.gid = nullable(row[3]);
  holder.application = nullable(row[4]).value_or("");
  holder.database = nullable(row[5]).value_or("");
  holder.user = nullable(row[6]).value_or("");
  holder.state = nullable(row[7]);
  if (!row[8].is_null()) holder.age_seconds = row[8].as<std::int64_t>();
  return holder;
}

}  // namespace

std::optional<HeldChanges> held_changes(pqxx::work& tx, std::int64_t limit) {
  const pqxx::result found = tx.exec_params(kHeld, limit);
  if (found.empty()) return std::nullopt;
  HeldChanges held{found[0][0].as<std::int64_t>(), found[0][1].as<std::int64_t>(), {}};
  if (!found[0][2].is_null() || !found[0][3].is_null()) held.holder = holder_from(found[0]);
  return held;
}

}  // namespace cabled::db
