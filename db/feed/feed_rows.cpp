#include "db/feed/feed_rows.h"

#include <algorithm>
#include <array>
#include <set>

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "parsers/model/cable_fields.h"

namespace cabled::db {
namespace {

constexpr std::array<FeedColumn, 16> kCableColumns{{{"id", "text", "TEXT"},
                                                    {"year", "smallint", "INTEGER"},
                                                    {"station", "text", "TEXT"},
                                                    {"serial", "bigint", "INTEGER"},
                                                    {"sent_at", "timestamptz", "TEXT"},
                                                    {"classification", "text", "TEXT"},
                                                    {"tags", "jsonb", "TEXT"},
                                                    {"subject", "text", "TEXT"},
                                                    {"fields", "jsonb", "TEXT"},
                                                    {"field_sources", "jsonb", "TEXT"},
                                                    {"text", "text", "TEXT"},
                                                    {"best_key", "text", "TEXT"},
                                                    {"assembled", "boolean", "INTEGER"},
                                                    {"twin_of", "text", "TEXT"},
                                                    {"first_seen_at", "timestamptz", "TEXT"},
                                                    {"changed_at", "timestamptz", "TEXT"}}};
// The columns before `fields` are fields that queries need, under their keys.
constexpr auto kFieldColumns = std::span(kCableColumns).first<8>();
static_assert(std::ranges::all_of(kFieldColumns, is_cable_field, &FeedColumn::name));
constexpr std::array<FeedColumn, 7> kRenditionColumns{{{"cable_id", "text", "TEXT"},
                                                       {"content_key", "text", "TEXT"},
                                                       {"text", "text", "TEXT"},
                                                       {"fields", "jsonb", "TEXT"},
                                                       {"completeness", "integer", "INTEGER"},
                                                       {"first_url", "text", "TEXT"},
                                                       {"first_seen_at", "timestamptz", "TEXT"}}};
constexpr std::array<FeedColumn, 5> kSightingColumns{{{"cable_id", "text", "TEXT"},
                                                      {"content_key", "text", "TEXT"},
                                                      {"url", "text", "TEXT"},
                                                      {"site", "text", "TEXT"},
                                                      {"first_seen_at", "timestamptz", "TEXT"}}};
constexpr std::array<FeedColumn, 3> kLinkColumns{
    {{"from_id", "text", "TEXT"}, {"kind", "text", "TEXT"}, {"to_id", "text", "TEXT"}}};

constexpr std::array<FeedTable, kFeedTables> kTables{{{"cable", kCableColumns, 1},
                                                      {"rendition", kRenditionColumns, 2},
                                                      {"sighting", kSightingColumns, 3},
                                                      {"cable_link", kLinkColumns, 3}}};

// {which} here and below: which of them, in which order.
constexpr const char* kCables = R"sql(
  SELECT c.id AS row_key, c.id, c.year, c.station, c.serial, utc_text(c.sent_at) AS sent_at,
         c.classification, to_json(c.tags)::text AS tags, c.subject, c.fields::text AS fields,
         c.field_sources::text AS field_sources, coalesce(c.assembled, r.text) AS text,
         encode(c.best_key, 'hex') AS best_key,
         CASE WHEN c.assembled IS NULL THEN '0' ELSE '1' END AS assembled, c.twin_of,
         utc_text(c.first_seen_at) AS first_seen_at, utc_text(c.changed_at) AS changed_at
    FROM cable c
    JOIN rendition r ON r.cable_id = c.id AND r.content_key = c.best_key
  {which}
)sql";

constexpr const char* kTheseCables = R"sql(
   WHERE c.id = ANY($1::text[])
   ORDER BY c.id
)sql";

constexpr const char* kRenditions = R"sql(
  SELECT r.id AS row_key, r.cable_id, encode(r.content_key, 'hex') AS content_key, r.text,
         r.fields::text AS fields, r.completeness, r.first_url,
         utc_text(r.first_seen_at) AS first_seen_at
    FROM rendition r
  {which}
)sql";

constexpr const char* kTheseRenditions = R"sql(
   WHERE r.id = ANY($1::bigint[])
   ORDER BY r.id
)sql";

constexpr const char* kRenditionsOfCables = R"sql(
   WHERE r.cable_id = ANY($1::text[])
   ORDER BY r.cable_id COLLATE "C", r.content_key
)sql";

constexpr const char* kSightings = R"sql(
  SELECT s.rendition_id || ' ' || s.url AS row_key, r.cable_id,
         encode(r.content_key, 'hex') AS content_key, s.url, s.site,
         utc_text(s.first_seen_at) AS first_seen_at
    FROM sighting s
    JOIN rendition r ON r.id = s.rendition_id
  {which}
)sql";

constexpr const char* kTheseSightings = R"sql(
    JOIN (SELECT DISTINCT rendition_id, url
            FROM unnest($1::bigint[], $2::text[]) AS t(rendition_id, url)) k
      ON k.rendition_id = s.rendition_id AND k.url = s.url
   ORDER BY s.rendition_id, s.url COLLATE "C"
)sql";

constexpr const char* kSightingsOfCables = R"sql(
   WHERE r.cable_id = ANY($1::text[])
   ORDER BY r.cable_id COLLATE "C", r.content_key, s.url COLLATE "C"
)sql";

constexpr const char* kLinks = R"sql(
  SELECT from_id || ' ' || kind || ' ' || to_id AS row_key, from_id, kind, to_id
    FROM cable_link
  {which}
)sql";

constexpr const char* kLinksOfCables = R"sql(
   WHERE from_id = ANY($1::text[])
   ORDER BY from_id COLLATE "C", kind, to_id COLLATE "C"
)sql";

// Those of a range of cables, but for some.
constexpr std::array<const char*, kFeedTables> kSelects{kCables, kRenditions, kSightings, kLinks};
constexpr std::array<const char*, kFeedTables> kCableOf{"c.id", "r.cable_id", "r.cable_id",
                                                        "from_id"};
constexpr const char* kOfRange = R"sql(
   WHERE {id} > $1
     AND ($2::text IS NULL OR {id} <= $2)
     AND NOT ({id} = ANY($3::text[]))
)sql";

constexpr const char* kNextCables = R"sql(
  SELECT id FROM cable WHERE id > $1 ORDER BY id LIMIT $2
)sql";

// Looks each column up by its name, once for all rows.
std::vector<FeedRow> rows_from(FeedTableName name, const pqxx::result& result) {
  std::vector<pqxx::row::size_type> places;
  for (const FeedColumn& column : kTables[static_cast<std::size_t>(name)].columns) {
    places.push_back(result.column_number(std::string(column.name)));
  }
  std::vector<FeedRow> rows;
  rows.reserve(result.size());
  for (const auto& row : result) {
    FeedRow out{get<std::string>(row, "row_key"), {}};
    out.values.reserve(places.size());
    for (const auto place : places) out.values.push_back(value_of<OptionalText>(row[place]));
    rows.push_back(std::move(out));
  }
  return rows;
}

struct ChangedKeys {
  std::set<std::string> cables;
  std::set<std::int64_t> renditions;
  ArrayParameter seen_renditions, seen_urls;
  bool any_seen = false;
};

ChangedKeys keys_of(std::span<const Change> changes) {
  ChangedKeys keys;
  for (const Change& change : changes) {
    // A new rendition may have changed what is published.
    if (change.kind == "cable" || change.kind == "rendition") keys.cables.insert(change.cable_id);
    if (change.kind == "rendition" && change.rendition_id) {
      keys.renditions.insert(*change.rendition_id);
    }
    if (change.kind == "sighting" && change.rendition_id) {
      keys.any_seen = true;
      keys.seen_renditions.add(*change.rendition_id);
      keys.seen_urls.add(change.url);
    }
  }
  return keys;
}

std::vector<FeedRow> link_rows(std::span<const Change> changes) {
  std::vector<FeedRow> rows;
  std::set<std::string> taken;
  for (const Change& change : changes) {
    if (change.kind != "link" || !taken.insert(row_key(change)).second) continue;
    rows.push_back({row_key(change), {change.cable_id, change.link_kind, change.link_to}});
  }
  return rows;
}

}  // namespace

std::span<const FeedTable> feed_tables() { return kTables; }

std::string select_rows_of_range(FeedTableName name) {
  const auto place = static_cast<std::size_t>(name);
  const std::string which = fmt::format(kOfRange, fmt::arg("id", kCableOf[place]));
  return fmt::format(fmt::runtime(kSelects[place]), fmt::arg("which", which));
}

std::string row_key(const Change& change) {
  if (change.kind == "cable") return change.cable_id;
  if (change.kind == "rendition") return std::to_string(change.rendition_id.value_or(0));
  if (change.kind == "sighting") {
    return fmt::format("{} {}", change.rendition_id.value_or(0), change.url.value_or(""));
  }
  return fmt::format("{} {} {}", change.cable_id, change.link_kind.value_or(""),
                     change.link_to.value_or(""));
}

FeedRows rows_of_changes(pqxx::work& tx, std::span<const Change> changes) {
  static const std::string kChangedCables = fmt::format(kCables, fmt::arg("which", kTheseCables));
  static const std::string kChangedRenditions =
      fmt::format(kRenditions, fmt::arg("which", kTheseRenditions));
  static const std::string kChangedSightings =
      fmt::format(kSightings, fmt::arg("which", kTheseSightings));
  using enum FeedTableName;
  const ChangedKeys keys = keys_of(changes);
  FeedRows rows;
  if (!keys.cables.empty()) {
    const std::vector<std::string> ids(keys.cables.begin(), keys.cables.end());
    rows.of(kCable) = rows_from(kCable, tx.exec_params(kChangedCables, array_literal(ids)));
  }
  if (!keys.renditions.empty()) {
    ArrayParameter ids;
    for (const std::int64_t id : keys.renditions) ids.add(id);
    rows.of(kRendition) = rows_from(kRendition, tx.exec_params(kChangedRenditions, ids.literal()));
  }
  if (keys.any_seen) {
    rows.of(kSighting) =
        rows_from(kSighting, tx.exec_params(kChangedSightings, keys.seen_renditions.literal(),
                                            keys.seen_urls.literal()));
  }
  rows.of(kLink) = link_rows(changes);
  return rows;
}

FeedRows rows_of_cables(pqxx::work& tx, const std::vector<std::string>& cables) {
  static const std::string kAllCables = fmt::format(kCables, fmt::arg("which", kTheseCables));
  static const std::string kAllLinks = fmt::format(kLinks, fmt::arg("which", kLinksOfCables));
  static const std::string kAllRenditions =
      fmt::format(kRenditions, fmt::arg("which", kRenditionsOfCables));
  static const std::string kAllSightings =
      fmt::format(kSightings, fmt::arg("which", kSightingsOfCables));
  using enum FeedTableName;
  FeedRows rows;
  if (cables.empty()) return rows;
  const std::string list = array_literal(cables);
  rows.of(kCable) = rows_from(kCable, tx.exec_params(kAllCables, list));
  rows.of(kRendition) = rows_from(kRendition, tx.exec_params(kAllRenditions, list));
  rows.of(kSighting) = rows_from(kSighting, tx.exec_params(kAllSightings, list));
  rows.of(kLink) = rows_from(kLink, tx.exec_params(kAllLinks, list));
  return rows;
}

FeedRows rows_of_cables_after(pqxx::work& tx, const std::string& last_id, int limit) {
  std::vector<std::string> ids;
  for (const auto& row : tx.exec_params(kNextCables, last_id, limit)) {
    ids.push_back(get<std::string>(row, "id"));
  }
  return rows_of_cables(tx, ids);
}

}  // namespace cabled::db
