#include "db/corpus/twins.h"

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kLock = R"sql(
  SELECT FROM cable
   WHERE id = ANY($1::text[])
   ORDER BY doubtful::int + (id LIKE 'sha256:%')::int, id
     FOR NO KEY UPDATE
)sql";

// A twin may have a twin: a copy without an id stands behind one with a doubtful id.
constexpr const char* kTwinsOf = R"sql(
  WITH RECURSIVE concerned AS (
    SELECT unnest($1::text[]) COLLATE "C" AS id
    UNION
    SELECT t.id
      FROM concerned c, LATERAL (
        SELECT l.from_id FROM cable_link l WHERE l.to_id = c.id AND l.kind = 'malformed_twin'
        UNION ALL
        SELECT k.id FROM cable k WHERE k.twin_of = c.id) AS t(id))
  SELECT id FROM concerned
)sql";

// Of several good ids the first in order, whatever came first. Who stands under another does not
// lead there, but to what that one stands under.
constexpr const char* kUnite = R"sql(
  WITH live AS MATERIALIZED (
    SELECT c.id, (
        SELECT g.id
          FROM cable_link l
          JOIN cable t ON t.id = l.to_id
          JOIN cable g ON g.id = coalesce(t.twin_of, t.id)
         WHERE l.from_id = c.id AND l.kind = 'malformed_twin' AND g.id <> c.id
           AND (c.sent_at IS NULL OR t.sent_at IS NULL OR c.sent_at = t.sent_at)
           AND (c.sent_at IS NULL OR g.sent_at IS NULL OR c.sent_at = g.sent_at)
           AND EXISTS (SELECT FROM rendition r WHERE r.cable_id = t.id AND r.superseded_at IS NULL)
           AND EXISTS (SELECT FROM rendition r WHERE r.cable_id = g.id AND r.superseded_at IS NULL)
         ORDER BY g.doubtful, g.id
         LIMIT 1) AS good
      FROM cable c
     WHERE c.id = ANY($1::text[])
       AND EXISTS (SELECT FROM rendition r WHERE r.cable_id = c.id AND r.superseded_at IS NULL))
  UPDATE cable c
     SET twin_of = live.good, changed_at = now()
    FROM live
   WHERE c.id = live.id AND c.twin_of IS DISTINCT FROM live.good
  RETURNING c.id
)sql";

constexpr const char* kTakeAlong = R"sql(
  UPDATE cable b
     SET twin_of = c.twin_of, changed_at = now()
    FROM cable c
   WHERE c.id = ANY($1::text[]) AND c.twin_of <> c.id AND b.twin_of = c.id
     AND NOT EXISTS (SELECT FROM rendition r WHERE r.cable_id = b.id AND r.superseded_at IS NULL)
  RETURNING b.id
)sql";

std::string literal_of(const std::set<std::string>& ids) {
  return array_literal({ids.begin(), ids.end()});
}

}  // namespace

void lock_cables(pqxx::work& tx, const std::set<std::string>& cables) {
  if (!cables.empty()) execute(tx, kLock, literal_of(cables));
}

std::set<std::string> unite_twins(pqxx::work& tx, const std::set<std::string>& cables) {
  std::set<std::string> moved;
  if (cables.empty()) return moved;
  // Each statement sees what was committed before it began. So the twins are looked for when nobody
  // else can link to these cables any more, and the places are settled when nobody else can settle
  // them otherwise.
  lock_cables(tx, cables);
  const std::set<std::string> concerned = ids_of(execute(tx, kTwinsOf, literal_of(cables)));
  lock_cables(tx, concerned);
  const std::string ids = literal_of(concerned);
  // What stands under a twin is right once the twin is: a round for each step, of which there are
  // two, and one that finds nothing to do.
  while (true) {
    const std::set<std::string> round = ids_of(execute(tx, kUnite, ids));
    if (round.empty()) break;
    moved.insert(round.begin(), round.end());
  }
  moved.merge(ids_of(execute(tx, kTakeAlong, ids)));
  return moved;
}

}  // namespace cabled::db
