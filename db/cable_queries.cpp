#include "db/cable_queries.h"

#include "db/utc.h"

namespace cabled::db {
namespace {

constexpr const char* kFindCable =
    "SELECT c.id, c.fields::text, r.text, " CABLED_UTC("c.first_seen_at") ", " CABLED_UTC(
        "c.changed_at") " FROM cable c JOIN rendition r ON r.cable_id = c.id AND r.content_key = c.best_key"
                        " WHERE c.id = $1";

constexpr const char* kListRenditions =
    "SELECT r.id, encode(r.content_key, 'hex'), r.completeness, " CABLED_UTC(
        "r.first_seen_at") ", r.text FROM rendition r WHERE r.cable_id = $1"
                           " ORDER BY r.completeness DESC, r.content_key";

constexpr const char* kFindSightings =
    "SELECT url, site, " CABLED_UTC("first_seen_at") ", " CABLED_UTC(
        "last_seen_at") " FROM sighting WHERE rendition_id = $1 ORDER BY url";

constexpr const char* kFindLinks =
    "SELECT l.kind, l.to_id, false, EXISTS (SELECT FROM cable c WHERE c.id = l.to_id)"
    " FROM cable_link l WHERE l.from_id = $1"
    " UNION ALL SELECT l.kind, l.from_id, true, true FROM cable_link l WHERE l.to_id = $1"
    " ORDER BY 3, 1, 2";

// The statement is planned with its values, so a part that is null costs nothing.
constexpr const char* kFilter =
    " ($1::timestamptz IS NULL OR c.sent_at >= $1::timestamptz)"
    " AND ($2::timestamptz IS NULL OR c.sent_at < $2::timestamptz)"
    " AND ($3::text IS NULL OR c.station = $3) AND ($4::text IS NULL OR c.tags @> ARRAY[$4])"
    " AND ($5::text IS NULL OR c.classification = $5)"
    " AND ($6::text IS NULL OR EXISTS (SELECT FROM rendition r JOIN sighting s ON s.rendition_id = "
    "r.id"
    "  WHERE r.cable_id = c.id AND s.site = $6))";

// Snippets are made for the page of hits alone: ts_headline reads whole texts.
constexpr const char* kSearchHead =
    "WITH q AS (SELECT websearch_to_tsquery('english', $7) || websearch_to_tsquery('simple', $7) "
    "AS q),"
    " hit AS (SELECT c.id, c.subject, c.sent_at, c.classification, c.best_key,"
    "  ts_rank_cd(c.search, q.q) AS rank FROM cable c, q WHERE c.search @@ q.q AND";
constexpr const char* kSearchTail =
    " ORDER BY rank DESC, c.id LIMIT $8 OFFSET $9)"
    " SELECT h.id, h.subject, " CABLED_UTC("h.sent_at") ", h.classification, h.rank,"
    "  ts_headline('english', left(r.text, 100000), q.q,"
    "   'MaxFragments=2, MaxWords=18, MinWords=6, StartSel=' || chr(2) || ', StopSel=' || chr(3))"
    " FROM hit h JOIN rendition r ON r.cable_id = h.id AND r.content_key = h.best_key, q"
    " ORDER BY h.rank DESC, h.id";

constexpr const char* kExportHead =
    "SELECT c.id, c.fields::text, r.text FROM cable c"
    " JOIN rendition r ON r.cable_id = c.id AND r.content_key = c.best_key WHERE";
constexpr const char* kExportTail = " AND c.id > $7 ORDER BY c.id LIMIT $8";

std::vector<StoredRendition> find_renditions(pqxx::work& tx, const std::string& id) {
  std::vector<StoredRendition> renditions;
  for (const auto& row : tx.exec_params(kListRenditions, id)) {
    StoredRendition rendition{row[1].as<std::string>(),
                              row[2].as<int>(),
                              row[3].as<std::string>(),
                              row[4].as<std::string>(),
                              {}};
    for (const auto& seen : tx.exec_params(kFindSightings, row[0].as<std::int64_t>())) {
      rendition.sightings.push_back({seen[0].as<std::string>(), seen[1].as<std::string>(),
                                     seen[2].as<std::string>(), seen[3].as<std::string>()});
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
  StoredCable cable{row[0].as<std::string>(),
                    row[1].as<std::string>(),
                    row[2].as<std::string>(),
                    row[3].as<std::string>(),
                    row[4].as<std::string>(),
                    find_renditions(tx, id),
                    {}};
  for (const auto& link : tx.exec_params(kFindLinks, id)) {
    cable.links.push_back({link[0].as<std::string>(), link[1].as<std::string>(), link[2].as<bool>(),
                           link[3].as<bool>()});
  }
  return cable;
}

std::vector<SearchHit> search_cables(pqxx::work& tx, const std::string& query,
                                     const CableFilter& filter, int limit, int offset) {
  std::vector<SearchHit> hits;
  for (const auto& row : tx.exec_params(std::string(kSearchHead) + kFilter + kSearchTail,
                                        filter.from, filter.to, filter.station, filter.tag,
                                        filter.classification, filter.site, query, limit, offset)) {
    hits.push_back({row[0].as<std::string>(), nullable(row[1]), nullable(row[2]), nullable(row[3]),
                    row[4].as<double>(), row[5].as<std::string>()});
  }
  return hits;
}

std::vector<ExportedCable> cables_after(pqxx::work& tx, const CableFilter& filter,
                                        const std::string& last_id, int limit) {
  std::vector<ExportedCable> cables;
  for (const auto& row : tx.exec_params(std::string(kExportHead) + kFilter + kExportTail,
                                        filter.from, filter.to, filter.station, filter.tag,
                                        filter.classification, filter.site, last_id, limit)) {
    cables.push_back(
        {row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::string>()});
  }
  return cables;
}

}  // namespace cabled::db
