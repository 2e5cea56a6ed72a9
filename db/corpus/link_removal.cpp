#include "db/corpus/link_removal.h"

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// The same links as rendition_row() makes of a cable (daemon/pipeline/cable_rows.cpp). Indexes
// used: cable_link_pkey, rendition's key.
constexpr const char* kRemoveNamed = R"sql(
  WITH text AS MATERIALIZED (
    SELECT r.cable_id, r.fields, r.id = ANY($1::bigint[]) AS goes
      FROM rendition r
     WHERE r.cable_id IN (SELECT g.cable_id FROM rendition g WHERE g.id = ANY($1::bigint[]))),
  named AS (
    SELECT t.cable_id, l.kind, l.to_id, bool_and(t.goes) AS goes
      FROM text t, LATERAL (
        SELECT 'reference' AS kind, jsonb_path_query(t.fields, '$.references[*].id') #>> '{}' AS to_id
        UNION ALL
        SELECT 'cancels', jsonb_path_query(t.fields, '$.cancels[*]') #>> '{}'
        UNION ALL
        SELECT 'replaced_by', jsonb_path_query(t.fields, '$.replaced_by[*]') #>> '{}') AS l
     WHERE l.to_id IS NOT NULL
     GROUP BY t.cable_id, l.kind, l.to_id)
  DELETE FROM cable_link l
   USING named n
   WHERE n.goes AND l.from_id = n.cable_id AND l.kind = n.kind AND l.to_id = n.to_id
  RETURNING l.from_id, l.kind, l.to_id
)sql";

constexpr const char* kLeaveBands = R"sql(
  WITH band AS (
    SELECT DISTINCT b.band
      FROM rendition r, unnest(r.bands) AS b(band)
     WHERE r.id = ANY($1::bigint[])),
  held AS MATERIALIZED (
    SELECT n.band FROM near_band n JOIN band USING (band) ORDER BY n.band FOR UPDATE OF n)
  UPDATE near_band n
     SET renditions = ARRAY(SELECT t.id FROM unnest(n.renditions) WITH ORDINALITY AS t(id, place)
                             WHERE t.id <> ALL ($1::bigint[])
                             ORDER BY t.place)
    FROM held h
   WHERE n.band = h.band
)sql";

constexpr const char* kRemoveEmptyBands = R"sql(
  DELETE FROM near_band
   WHERE band IN (SELECT b.band FROM rendition r, unnest(r.bands) AS b(band)
                   WHERE r.id = ANY($1::bigint[]))
     AND renditions = '{}'
)sql";

// What makes two texts alike is said in link_store.cpp. Indexes used: cable_link_pkey,
// cable_link_to, rendition's key.
constexpr const char* kRemoveUnlike = R"sql(
  WITH link AS MATERIALIZED (
    SELECT from_id, kind, to_id FROM cable_link
     WHERE from_id = ANY($1::text[]) AND kind IN ('near_duplicate', 'corrects', 'malformed_twin')
    UNION
    SELECT from_id, kind, to_id FROM cable_link
     WHERE to_id = ANY($1::text[]) AND kind IN ('near_duplicate', 'corrects', 'malformed_twin')),
  unlike AS (
    SELECT l.from_id, l.kind, l.to_id
      FROM link l
     WHERE NOT EXISTS (
       SELECT FROM rendition x
         JOIN rendition y ON y.cable_id = l.to_id
        WHERE x.cable_id = l.from_id AND x.bands && y.bands
          AND bit_count((x.fingerprint # y.fingerprint)::bit(64)) <= $2
          AND (l.kind <> 'corrects'
               OR (coalesce((x.fields ->> 'corrected_copy')::boolean, false)
                   AND NOT coalesce((y.fields ->> 'corrected_copy')::boolean, false)))
          AND (l.kind <> 'malformed_twin'
               OR coalesce((x.fields ->> 'sent_at')::timestamptz
                             = (y.fields ->> 'sent_at')::timestamptz, true))))
  DELETE FROM cable_link l
   USING unlike u
   WHERE l.from_id = u.from_id AND l.kind = u.kind AND l.to_id = u.to_id
  RETURNING l.from_id, l.kind, l.to_id
)sql";

constexpr const char* kRemoveFrom = R"sql(
  DELETE FROM cable_link WHERE from_id = ANY($1::text[]) RETURNING from_id, kind, to_id
)sql";

std::vector<StoredCableLink> links_in(const pqxx::result& result) {
  std::vector<StoredCableLink> links;
  links.reserve(row_count(result));
  for (const auto& row : result) {
    links.push_back({get<std::string>(row, "from_id"), get<std::string>(row, "kind"),
                     get<std::string>(row, "to_id")});
  }
  return links;
}

}  // namespace

std::vector<StoredCableLink> remove_named_links(pqxx::work& tx, const std::string& renditions) {
  return links_in(execute(tx, kRemoveNamed, renditions));
}

void leave_bands(pqxx::work& tx, const std::string& renditions) {
  execute(tx, kLeaveBands, renditions);
  execute(tx, kRemoveEmptyBands, renditions);
}

std::vector<StoredCableLink> remove_unlike_links(pqxx::work& tx, const std::string& cables) {
  return links_in(execute(tx, kRemoveUnlike, cables, kNearDistance));
}

std::vector<StoredCableLink> remove_links_from(pqxx::work& tx, const std::string& cables) {
  return links_in(execute(tx, kRemoveFrom, cables));
}

}  // namespace cabled::db
