#include "db/corpus/link_store.h"

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kInsertLinks = R"sql(
  INSERT INTO cable_link (from_id, kind, to_id)
  SELECT DISTINCT from_id COLLATE "C", kind COLLATE "C", to_id COLLATE "C"
    FROM unnest($1::text[], $2::text[], $3::text[]) AS s(from_id, kind, to_id)
   ORDER BY 1, 2, 3
  ON CONFLICT DO NOTHING
  RETURNING from_id, kind, to_id
)sql";

// Entering and looking up are one: the row of a band makes the second of two writers wait, and then
// shows him the first one's texts. In order of bands, so that writers do not wait in a circle. A
// text that comes back is in its bands already.
constexpr const char* kMeet = R"sql(
  WITH own AS MATERIALIZED (
    SELECT band, array_agg(rendition ORDER BY rendition) AS ids
      FROM unnest($1::bigint[], $2::bigint[]) AS t(band, rendition)
     GROUP BY band),
  met AS (
    INSERT INTO near_band AS n (band, renditions)
    SELECT band, ids[:32] FROM own ORDER BY band
    ON CONFLICT (band) DO UPDATE
      SET renditions = CASE
            WHEN cardinality(n.renditions) < 32
            THEN n.renditions || ARRAY(SELECT id FROM unnest(excluded.renditions) AS id
                                        WHERE id <> ALL (n.renditions))
            ELSE n.renditions END
    RETURNING band, renditions)
  SELECT DISTINCT least(a, b) AS one, greatest(a, b) AS other
    FROM met
    JOIN own USING (band), unnest(own.ids) AS a, unnest(met.renditions || own.ids) AS b
   WHERE a <> b
)sql";

// Collation "C" is the order of cable.id. What makes a twin is taken from the two texts and not
// from what is published of their cables, which may change until all writers are done. A copy
// without an id stands behind one with a doubtful id, and that behind a good one.
constexpr const char* kLinkNear = R"sql(
  WITH pair AS MATERIALIZED (
    SELECT DISTINCT x.cable_id COLLATE "C" AS x_id, y.cable_id COLLATE "C" AS y_id,
           coalesce((x.fields ->> 'corrected_copy')::boolean, false) AS x_corrects,
           coalesce((y.fields ->> 'corrected_copy')::boolean, false) AS y_corrects,
           coalesce((x.fields ->> 'sent_at')::timestamptz = (y.fields ->> 'sent_at')::timestamptz,
                    true) AS at_one_time
      FROM unnest($1::bigint[], $2::bigint[]) AS p(a, b)
      JOIN rendition x ON x.id = p.a
      JOIN rendition y ON y.id = p.b
     WHERE x.cable_id <> y.cable_id AND x.superseded_at IS NULL AND y.superseded_at IS NULL
       AND bit_count((x.fingerprint # y.fingerprint)::bit(64)) <= $3),
  both_ways AS (
    SELECT x_id AS one, y_id AS other, x_corrects AND NOT y_corrects AS corrects, at_one_time
      FROM pair
    UNION ALL
    SELECT y_id, x_id, y_corrects AND NOT x_corrects, at_one_time FROM pair),
  link AS (
    SELECT least(x_id, y_id) AS from_id, 'near_duplicate' AS kind, greatest(x_id, y_id) AS to_id
      FROM pair
    UNION
    SELECT one, 'corrects', other FROM both_ways WHERE corrects
    UNION
    SELECT d.id, 'malformed_twin', g.id
      FROM both_ways w
      JOIN cable d ON d.id = w.one
      JOIN cable g ON g.id = w.other
     WHERE d.doubtful::int + (d.id LIKE 'sha256:%')::int
             > g.doubtful::int + (g.id LIKE 'sha256:%')::int
       AND w.at_one_time)
  INSERT INTO cable_link (from_id, kind, to_id)
  SELECT from_id, kind, to_id FROM link ORDER BY from_id, kind, to_id
  ON CONFLICT DO NOTHING
  RETURNING from_id, kind, to_id
)sql";

std::vector<StoredCableLink> stored_links(const pqxx::result& result) {
  std::vector<StoredCableLink> links;
  links.reserve(row_count(result));
  for (const auto& row : result) {
    links.push_back({get<std::string>(row, "from_id"), get<std::string>(row, "kind"),
                     get<std::string>(row, "to_id")});
  }
  return links;
}

}  // namespace

void NamedLinks::add(const std::string& from_id, const std::string& kind,
                     const std::string& to_id) {
  any_ = true;
  from_.add(from_id);
  kind_.add(kind);
  to_.add(to_id);
}

std::vector<StoredCableLink> NamedLinks::write(pqxx::work& tx) const {
  if (!any_) return {};
  return stored_links(execute(tx, kInsertLinks, from_.literal(), kind_.literal(), to_.literal()));
}

void NearDuplicates::add(std::int64_t rendition_id, const std::vector<std::int64_t>& bands) {
  for (const std::int64_t band : bands) {
    bands_.add(band);
    renditions_.add(rendition_id);
  }
}

std::vector<StoredCableLink> NearDuplicates::write(pqxx::work& tx) {
  if (bands_.size() == 0) return {};
  BigintArray one;
  BigintArray other;
  const pqxx::result met = execute(tx, kMeet, bands_.parameter(), renditions_.parameter());
  if (met.empty()) return {};
  for (const auto& row : met) {
    one.add(get<std::int64_t>(row, "one"));
    other.add(get<std::int64_t>(row, "other"));
  }
  return stored_links(execute(tx, kLinkNear, one.parameter(), other.parameter(), kNearDistance));
}

}  // namespace cabled::db
