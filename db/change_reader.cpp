#include "db/change_reader.h"

#include "db/utc.h"

namespace cabled::db {
namespace {

constexpr const char* kSettled =
    "SELECT split_part(o.id::text, '-', 1), pg_snapshot_xmin(pg_current_snapshot())::text"
    " FROM feed_origin o";

constexpr const char* kHorizon =
    "SELECT split_part(id::text, '-', 1),"
    "  (pruned_xid, pruned_seq) > ($1::text::xid8, $2::bigint)"
    " FROM feed_origin";

constexpr const char* kChangesAfter =
    "SELECT xid::text, seq, " CABLED_UTC("at") ", kind, cable_id, detail::text,"
    "  (detail ->> 'rendition')::bigint, detail ->> 'url', detail ->> 'kind', detail ->> 'to'"
    " FROM change WHERE (xid, seq) > ($1::text::xid8, $2::bigint)"
    "  AND xid < pg_snapshot_xmin(pg_current_snapshot())"
    " ORDER BY xid, seq LIMIT $3";

constexpr const char* kBehind =
    "SELECT count(*) FROM (SELECT FROM change WHERE (xid, seq) > ($1::text::xid8, $2::bigint)"
    " LIMIT $3) AS rest";

}  // namespace

std::string feed_origin(pqxx::work& tx) {
  return tx.exec1("SELECT id::text FROM feed_origin")[0].as<std::string>();
}

ChangeCursor settled_cursor(pqxx::work& tx) {
  const auto row = tx.exec1(kSettled);
  return {row[0].as<std::string>(), row[1].as<std::uint64_t>(), 0};
}

Result<ChangeCursor> check_cursor(pqxx::work& tx, const ChangeCursor& cursor) {
  const auto row = tx.exec_params1(kHorizon, std::to_string(cursor.xid), cursor.seq);
  const auto origin = row[0].as<std::string>();
  if (!cursor.origin.empty() && cursor.origin != origin) {
    return fail(ErrorKind::kInvalid, "cursor '{}' is of another database than this one ('{}')",
                cursor.text(), origin);
  }
  if (row[1].as<bool>()) {
    return fail(ErrorKind::kRefused,
                "changes after cursor '{}' have been pruned; hint: start anew from a whole copy",
                cursor.text());
  }
  return ChangeCursor{origin, cursor.xid, cursor.seq};
}

std::vector<Change> changes_after(pqxx::work& tx, const ChangeCursor& cursor, int limit) {
  std::vector<Change> changes;
  for (const auto& row :
       tx.exec_params(kChangesAfter, std::to_string(cursor.xid), cursor.seq, limit)) {
    Change change;
    change.cursor = {cursor.origin, row[0].as<std::uint64_t>(), row[1].as<std::int64_t>()};
    change.at = row[2].as<std::string>();
    change.kind = row[3].as<std::string>();
    change.cable_id = row[4].as<std::string>();
    change.detail = row[5].as<std::string>();
    if (!row[6].is_null()) change.rendition_id = row[6].as<std::int64_t>();
    change.url = nullable(row[7]);
    change.link_kind = nullable(row[8]);
    change.link_to = nullable(row[9]);
    changes.push_back(std::move(change));
  }
  return changes;
}

std::int64_t changes_behind(pqxx::work& tx, const ChangeCursor& cursor, std::int64_t limit) {
  return tx.exec_params1(kBehind, std::to_string(cursor.xid), cursor.seq, limit)[0]
      .as<std::int64_t>();
}

}  // namespace cabled::db
