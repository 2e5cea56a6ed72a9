#include "db/cable_queries.h"

#include "db/utc.h"

namespace cabled::db {
namespace {

// clang-format off
constexpr const char* kFindCable =
    "SELECT c.id, c.fields::text, c.field_sources::text, encode(c.best_key, 'hex'),"
    "  coalesce(c.assembled, r.text), c.assembled IS NOT NULL, "
    CABLED_UTC("c.first_seen_at") ", " CABLED_UTC("c.changed_at")
    " FROM cable asked JOIN cable c ON c.id = coalesce(asked.twin_of, asked.id)"
    " JOIN rendition r ON r.cable_id = c.id AND r.content_key = c.best_key WHERE asked.id = $1";

constexpr const char* kListRenditions =
    "SELECT r.id, r.cable_id, encode(r.content_key, 'hex'), r.completeness, "
    CABLED_UTC("r.first_seen_at") ", r.text, " CABLED_UTC("r.superseded_at") " FROM rendition r"
    " WHERE r.cable_id = $1 OR r.cable_id IN (SELECT t.id FROM cable t WHERE t.twin_of = $1)"
    " ORDER BY r.cable_id <> $1, r.superseded_at IS NOT NULL, r.completeness DESC, r.content_key, r.id";

constexpr const char* kFindSightings =
    "SELECT url, site, " CABLED_UTC("first_seen_at") ", " CABLED_UTC("last_seen_at") ", "
    CABLED_UTC("superseded_at")
    " FROM sighting WHERE rendition_id = $1 ORDER BY url COLLATE \"C\"";
// clang-format on

constexpr const char* kFindLinks =
    "SELECT l.kind COLLATE \"C\", l.to_id, false, EXISTS (SELECT FROM cable c WHERE c.id = l.to_id)"
    " FROM cable_link l WHERE l.from_id = $1"
    " UNION ALL SELECT l.kind COLLATE \"C\", l.from_id, true, true FROM cable_link l WHERE l.to_id "
    "= $1"
    " ORDER BY 3, 1, 2";

std::vector<StoredRendition> find_renditions(pqxx::work& tx, const std::string& id) {
  std::vector<StoredRendition> renditions;
  for (const auto& row : tx.exec_params(kListRenditions, id)) {
    StoredRendition rendition{row[1].as<std::string>(), row[2].as<std::string>(), row[3].as<int>(),
                              row[4].as<std::string>(), row[5].as<std::string>(), {},
                              nullable(row[6])};
    for (const auto& seen : tx.exec_params(kFindSightings, row[0].as<std::int64_t>())) {
      rendition.sightings.push_back({seen[0].as<std::string>(), seen[1].as<std::string>(),
                                     seen[2].as<std::string>(), seen[3].as<std::string>(),
                                     nullable(seen[4])});
    }
    renditions.push_back(std::move(rendition));
  }
  return renditions;
}

}  // namespace

std::optional<StoredCable> find_cable(pqxx::work& tx, const std::string& id) {
  const pqxx::result found = tx.exec_params(kFindCable, id);
  if (found.empty()) return std::nullopt;
  const auto& row = found[0];
  StoredCable cable;
  cable.id = row[0].as<std::string>();
  cable.fields = row[1].as<std::string>();
  cable.field_sources = row[2].as<std::string>();
  cable.best_key = row[3].as<std::string>();
  cable.text = row[4].as<std::string>();
  cable.assembled = row[5].as<bool>();
  cable.first_seen_at = row[6].as<std::string>();
  cable.changed_at = row[7].as<std::string>();
  cable.renditions = find_renditions(tx, cable.id);
  for (const auto& link : tx.exec_params(kFindLinks, cable.id)) {
    cable.links.push_back({link[0].as<std::string>(), link[1].as<std::string>(), link[2].as<bool>(),
                           link[3].as<bool>()});
  }
  return cable;
}

}  // namespace cabled::db
