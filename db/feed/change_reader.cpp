#include "db/feed/change_reader.h"

#include <stdexcept>
#include <tuple>

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kOrigin = R"sql(
  SELECT id::text AS origin FROM feed_origin
)sql";

constexpr const char* kLastSettled = R"sql(
  SELECT split_part(o.id::text, '-', 1) AS origin, coalesce(c.xid, o.pruned_xid)::text AS xid,
         coalesce(c.seq, o.pruned_seq) AS seq, coalesce(c.us, o.pruned_us) AS us
    FROM feed_origin o
    LEFT JOIN LATERAL (
         SELECT c.xid, c.seq, (extract(epoch FROM c.at) * 1000000)::bigint AS us
           FROM change c
          WHERE c.xid < pg_snapshot_xmin(pg_current_snapshot())
          ORDER BY c.xid DESC, c.seq DESC
          LIMIT 1) c
      ON true
)sql";

constexpr const char* kPlaceOf = R"sql(
  SELECT split_part(o.id::text, '-', 1) AS origin, o.server = s.system_identifier AS is_at_home,
         (o.pruned_xid, o.pruned_seq) > (k.xid, k.seq) AS is_pruned,
         (o.pruned_xid, o.pruned_seq, o.pruned_us) = (k.xid, k.seq, k.us)
           OR EXISTS (SELECT FROM (SELECT * FROM change r
                                    WHERE (r.xid, r.seq) >= (k.xid, k.seq)
                                    ORDER BY r.xid, r.seq
                                    LIMIT 1) c
                       WHERE c.xid = k.xid AND k.seq > c.seq - c.lines
                         AND (extract(epoch FROM c.at) * 1000000)::bigint = k.us) AS is_known
    FROM feed_origin o, pg_control_system() s,
         (VALUES ($1::text::xid8, $2::bigint, $3::bigint)) AS k(xid, seq, us)
)sql";

// The order is that of the table's columns: `xid` alone would be the text that is selected, in
// which 1000 comes before 999. Index used: change_order, without a sort: 0.9 ms a batch of 500 with
// three million rows to come, where sorting them took 5.5 s.
//
// Of the first row some changes may have been read already.
constexpr const char* kChangesAfter = R"sql(
  WITH c AS MATERIALIZED (
    SELECT r.*
      FROM change r
     WHERE (r.xid, r.seq) > ($1::text::xid8, $2::bigint)
       AND r.xid < pg_snapshot_xmin(pg_current_snapshot())
     ORDER BY r.xid, r.seq
     LIMIT $3)
  SELECT c.xid::text AS xid, l.seq, (extract(epoch FROM c.at) * 1000000)::bigint AS us,
         utc_text(c.at) AS at, l.kind, c.cable_id, (l.detail ->> 'rendition')::bigint AS rendition_id,
         l.detail ->> 'content_key' AS content_key,
         coalesce((l.detail -> 'new')::boolean, false) AS fresh,
         coalesce((l.detail -> 'gone')::boolean, false) AS gone, l.detail ->> 'url' AS url,
         l.detail ->> 'kind' AS link_kind, l.detail ->> 'to' AS link_to
    FROM c
   CROSS JOIN LATERAL (
         SELECT c.seq - c.lines + 1, c.kind, c.detail
          UNION ALL
         SELECT c.seq - c.lines + 1 + m.n, m.line ->> 'change', m.line
           FROM jsonb_array_elements(c.more) WITH ORDINALITY AS m(line, n)) AS l(seq, kind, detail)
   WHERE (c.xid, l.seq) > ($1::text::xid8, $2::bigint)
   ORDER BY c.xid, l.seq
   LIMIT $3
)sql";

constexpr const char* kBehind = R"sql(
  SELECT least(coalesce(sum(rest.lines), 0), $3)::bigint AS changes
    FROM (SELECT CASE WHEN c.xid = $1::text::xid8 THEN least(c.lines, c.seq - $2::bigint)
                      ELSE c.lines END AS lines
            FROM change c
           WHERE (c.xid, c.seq) > ($1::text::xid8, $2::bigint)
           LIMIT $3) AS rest
)sql";

constexpr const char* kWaysOut =
    "; hint: `feed --to … --copy-anew` for what is fed, `feed --since 0` for a program of your own";

Change change_in(const pqxx::row& row, const std::string& origin) {
  Change change;
  change.cursor = {origin, get<std::uint64_t>(row, "xid"), get<std::int64_t>(row, "seq"),
                   get<std::int64_t>(row, "us")};
  change.at = get<std::string>(row, "at");
  change.kind = get<std::string>(row, "kind");
  change.cable_id = get<std::string>(row, "cable_id");
  change.rendition_id = get<std::optional<std::int64_t>>(row, "rendition_id");
  change.content_key = get<OptionalText>(row, "content_key");
  change.fresh = get<bool>(row, "fresh");
  change.gone = get<bool>(row, "gone");
  change.url = get<OptionalText>(row, "url");
  change.link_kind = get<OptionalText>(row, "link_kind");
  change.link_to = get<OptionalText>(row, "link_to");
  return change;
}

}  // namespace

std::string feed_origin(pqxx::work& tx) {
  return get<std::string>(execute_one(tx, kOrigin), "origin");
}

ChangeCursor settled_cursor(pqxx::work& tx) {
  const auto row = execute_one(tx, kLastSettled);
  return {get<std::string>(row, "origin"), get<std::uint64_t>(row, "xid"),
          get<std::int64_t>(row, "seq"), get<std::int64_t>(row, "us")};
}

Result<ChangeCursor> check_cursor(pqxx::work& tx, const ChangeCursor& cursor) {
  const auto row = execute_one(tx, kPlaceOf, std::to_string(cursor.xid), cursor.seq, cursor.us);
  const auto origin = get<std::string>(row, "origin");
  if (!get<bool>(row, "is_at_home")) {
    return fail(ErrorKind::kInvalid,
                "this database was restored from a dump, and its changes have the numbers of the "
                "server that it was on; hint: `cabled migrate` numbers them anew");
  }
  if (!cursor.origin.empty() && cursor.origin != origin) {
    return fail(ErrorKind::kInvalid,
                "cursor '{}' is of another database than this one ('{}'), or of what it was before "
                "it was restored{}",
                cursor.text(), origin, kWaysOut);
  }
  if (get<bool>(row, "is_pruned")) {
    return fail(ErrorKind::kRefused,
                "changes after cursor '{}' have been pruned; hint: start anew from a whole copy",
                cursor.text());
  }
  if (!get<bool>(row, "is_known")) {
    return fail(ErrorKind::kInvalid,
                "cursor '{}' names a change that this database never had: it was restored from an "
                "older copy{}",
                cursor.text(), kWaysOut);
  }
  return ChangeCursor{origin, cursor.xid, cursor.seq, cursor.us};
}

std::vector<Change> changes_after(pqxx::work& tx, const ChangeCursor& cursor, int limit) {
  std::vector<Change> changes;
  for (const auto& row :
       execute(tx, kChangesAfter, std::to_string(cursor.xid), cursor.seq, limit)) {
    changes.push_back(change_in(row, cursor.origin));
  }
  require_rising(cursor, changes);
  return changes;
}

void require_rising(const ChangeCursor& after, const std::vector<Change>& changes) {
  const ChangeCursor* last = &after;
  for (const Change& change : changes) {
    const ChangeCursor& next = change.cursor;
    if (std::tie(next.xid, next.seq) <= std::tie(last->xid, last->seq)) {
      throw std::logic_error(fmt::format("internal error: change {}-{} was read after {}-{}",
                                         next.xid, next.seq, last->xid, last->seq));
    }
    last = &next;
  }
}

std::int64_t changes_behind(pqxx::work& tx, const ChangeCursor& cursor, std::int64_t limit) {
  const auto row = execute_one(tx, kBehind, std::to_string(cursor.xid), cursor.seq, limit);
  return get<std::int64_t>(row, "changes");
}

}  // namespace cabled::db
