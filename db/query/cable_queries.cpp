#include "db/query/cable_queries.h"

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kFindCable = R"sql(
  SELECT c.id, c.fields::text AS fields, c.field_sources::text AS field_sources,
         encode(c.best_key, 'hex') AS best_key, coalesce(c.assembled, r.text) AS text,
         c.assembled IS NOT NULL AS is_assembled, utc_text(c.first_seen_at) AS first_seen_at,
         utc_text(c.changed_at) AS changed_at
    FROM cable asked
    JOIN cable c ON c.id = coalesce(asked.twin_of, asked.id)
    JOIN rendition r ON r.cable_id = c.id AND r.content_key = c.best_key
   WHERE asked.id = $1
)sql";

// As a list and not as alternatives, of which the planner knows no index and reads all renditions:
// 2 s with a million. Indexes used: rendition's of cable_id, cable_twin.
constexpr const char* kListRenditions = R"sql(
  SELECT r.id, r.cable_id, encode(r.content_key, 'hex') AS content_key, r.completeness,
         utc_text(r.first_seen_at) AS first_seen_at, r.text,
         utc_text(r.superseded_at) AS superseded_at
    FROM rendition r
   WHERE r.cable_id = ANY(ARRAY(SELECT $1 UNION ALL SELECT t.id FROM cable t WHERE t.twin_of = $1))
   ORDER BY r.cable_id <> $1, r.superseded_at IS NOT NULL, r.completeness DESC, r.content_key, r.id
)sql";

constexpr const char* kFindSightings = R"sql(
  SELECT url, site, utc_text(first_seen_at) AS first_seen_at, utc_text(last_seen_at) AS last_seen_at,
         utc_text(superseded_at) AS superseded_at
    FROM sighting
   WHERE rendition_id = $1
   ORDER BY url COLLATE "C"
)sql";

constexpr const char* kFindLinks = R"sql(
  SELECT l.kind COLLATE "C" AS kind, l.to_id AS other_id, false AS is_incoming,
         EXISTS (SELECT FROM cable c WHERE c.id = l.to_id) AS is_known
    FROM cable_link l
   WHERE l.from_id = $1
  UNION ALL
  SELECT l.kind COLLATE "C", l.from_id, true, true FROM cable_link l WHERE l.to_id = $1
   ORDER BY is_incoming, kind, other_id
)sql";

std::vector<StoredRendition> find_renditions(pqxx::work& tx, const std::string& id) {
  std::vector<StoredRendition> renditions;
  for (const auto& row : execute(tx, kListRenditions, id)) {
    StoredRendition rendition{
        get<std::string>(row, "cable_id"),      get<std::string>(row, "content_key"),
        get<int>(row, "completeness"),          get<std::string>(row, "first_seen_at"),
        get<std::string>(row, "text"),          {},
        get<OptionalText>(row, "superseded_at")};
    for (const auto& seen : execute(tx, kFindSightings, get<std::int64_t>(row, "id"))) {
      rendition.sightings.push_back({get<std::string>(seen, "url"), get<std::string>(seen, "site"),
                                     get<std::string>(seen, "first_seen_at"),
                                     get<std::string>(seen, "last_seen_at"),
                                     get<OptionalText>(seen, "superseded_at")});
    }
    renditions.push_back(std::move(rendition));
  }
  return renditions;
}

}  // namespace

std::optional<StoredCable> find_cable(pqxx::work& tx, const std::string& id) {
  const pqxx::result found = execute(tx, kFindCable, id);
  if (found.empty()) return std::nullopt;
  const auto& row = found[0];
  StoredCable cable;
  cable.id = get<std::string>(row, "id");
  cable.fields = get<std::string>(row, "fields");
  cable.field_sources = get<std::string>(row, "field_sources");
  cable.best_key = get<std::string>(row, "best_key");
  cable.text = get<std::string>(row, "text");
  cable.assembled = get<bool>(row, "is_assembled");
  cable.first_seen_at = get<std::string>(row, "first_seen_at");
  cable.changed_at = get<std::string>(row, "changed_at");
  cable.renditions = find_renditions(tx, cable.id);
  for (const auto& link : execute(tx, kFindLinks, cable.id)) {
    cable.links.push_back({get<std::string>(link, "kind"), get<std::string>(link, "other_id"),
                           get<bool>(link, "is_incoming"), get<bool>(link, "is_known")});
  }
  return cable;
}

}  // namespace cabled::db
