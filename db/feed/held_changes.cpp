#include "db/feed/held_changes.h"

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// A snapshot's xmin is the oldest number that runs anywhere on the server. One statement, so that
// it is the xmin of the very snapshot in which the changes are seen. Everyone may see the pid, the
// names and the number of a session's transaction, and all prepared ones.
constexpr const char* kHeldChanges = R"sql(
  WITH s AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin),
  held AS MATERIALIZED (
    SELECT coalesce(sum(h.lines), 0)::bigint AS changes, min(h.at) AS since
      FROM (SELECT c.at, c.lines FROM change c, s WHERE c.xid >= s.xmin LIMIT $1) h)
  SELECT held.changes, extract(epoch FROM now() - held.since)::bigint AS waited_s, a.pid, p.gid,
         coalesce(a.application_name, '') AS application,
         coalesce(a.datname, p.database, '') AS database,
         coalesce(a.usename, p.owner, '') AS user, a.state,
         extract(epoch FROM now() - coalesce(a.xact_start, p.prepared))::bigint AS age_s
    FROM s
   CROSS JOIN held
    LEFT JOIN pg_stat_activity a ON a.backend_xid = s.xmin::xid
    LEFT JOIN pg_prepared_xacts p ON p.transaction = s.xmin::xid
   WHERE held.changes > 0
   LIMIT 1
)sql";

OldestTransaction holder_in(const pqxx::row& row) {
  return {.pid = get<std::optional<int>>(row, "pid"),
          .gid = get<OptionalText>(row, "gid"),
          .application = get<std::string>(row, "application"),
          .database = get<std::string>(row, "database"),
          .user = get<std::string>(row, "user"),
          .state = get<OptionalText>(row, "state"),
          .age_seconds = get<std::optional<std::int64_t>>(row, "age_s")};
}

}  // namespace

std::optional<HeldChanges> held_changes(pqxx::work& tx, std::int64_t limit) {
  const pqxx::result found = execute(tx, kHeldChanges, limit);
  if (found.empty()) return std::nullopt;
  const pqxx::row row = found[0];
  HeldChanges held{get<std::int64_t>(row, "changes"), get<std::int64_t>(row, "waited_s"), {}};
  OldestTransaction holder = holder_in(row);
  if (holder.pid || holder.gid) held.holder = std::move(holder);
  return held;
}

}  // namespace cabled::db
