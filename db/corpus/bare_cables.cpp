#include "db/corpus/bare_cables.h"

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// A cable without a text goes to where its last text went; what was published under it goes along.
constexpr const char* kMoveBareCables = R"sql(
  WITH bare AS MATERIALIZED (
    SELECT w.id, coalesce(g.twin_of, g.id) AS place
      FROM unnest($1::text[], $2::text[]) AS w(id, other)
      LEFT JOIN cable g ON g.id = w.other AND w.other <> w.id
     WHERE NOT EXISTS (SELECT FROM rendition r
                        WHERE r.cable_id = w.id AND r.superseded_at IS NULL))
  UPDATE cable c
     SET twin_of = coalesce(bare.place, c.id), changed_at = now()
    FROM bare
   WHERE (c.id = bare.id OR (c.twin_of = bare.id AND c.id <> ALL ($1::text[])))
     AND c.twin_of IS DISTINCT FROM coalesce(bare.place, c.id)
  RETURNING c.id
)sql";

}  // namespace

std::set<std::string> move_bare_cables(pqxx::work& tx, const BareCables& lost) {
  if (lost.empty()) return {};
  ArrayParameter bare;
  ArrayParameter place;
  for (const auto& [id, other] : lost) {
    bare.add(id);
    place.add(other);
  }
  return ids_of(execute(tx, kMoveBareCables, bare.literal(), place.literal()));
}

}  // namespace cabled::db
