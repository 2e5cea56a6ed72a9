#include "db/feed/feed_rows.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

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

// {key} here and below: what a change calls it.
constexpr const char* kRenditions = R"sql(
  SELECT {key} AS row_key, r.cable_id, encode(r.content_key, 'hex') AS content_key, r.text,
         r.fields::text AS fields, r.completeness, r.first_url,
         utc_text(r.first_seen_at) AS first_seen_at
    FROM rendition r
  {which}
)sql";

constexpr const char* kTheseRenditions = R"sql(
   WHERE r.id = ANY($1::bigint[])
   ORDER BY r.id
)sql";

constexpr const char* kRenditionsByKey = R"sql(
    JOIN (SELECT DISTINCT cable_id, content_key
            FROM unnest($1::text[], $2::text[]) AS t(cable_id, content_key)) k
      ON r.cable_id = k.cable_id AND r.content_key = decode(k.content_key, 'hex')
   ORDER BY r.id
)sql";

constexpr const char* kRenditionsOfCables = R"sql(
   WHERE r.cable_id = ANY($1::text[])
   ORDER BY r.cable_id COLLATE "C", r.content_key
)sql";

constexpr const char* kSightings = R"sql(
  SELECT {key} AS row_key, r.cable_id,
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

constexpr const char* kSightingsByKey = R"sql(
    JOIN (SELECT DISTINCT cable_id, content_key, url
            FROM unnest($1::text[], $2::text[], $3::text[]) AS t(cable_id, content_key, url)) k
      ON r.cable_id = k.cable_id AND r.content_key = decode(k.content_key, 'hex') AND k.url = s.url
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

constexpr const char* kTheseLinks = R"sql(
  SELECT l.from_id || ' ' || l.kind || ' ' || l.to_id AS row_key, l.from_id, l.kind, l.to_id
    FROM cable_link l
    JOIN (SELECT DISTINCT from_id, kind, to_id
            FROM unnest($1::text[], $2::text[], $3::text[]) AS t(from_id, kind, to_id)) k
      ON l.from_id = k.from_id AND l.kind = k.kind AND l.to_id = k.to_id
   ORDER BY l.from_id, l.kind, l.to_id
)sql";

constexpr std::string_view kRenditionNumber = "r.id";
constexpr std::string_view kRenditionKey = "r.cable_id || ' ' || encode(r.content_key, 'hex')";
constexpr std::string_view kSightingNumber = "s.rendition_id || ' ' || s.url";
constexpr std::string_view kSightingKey =
    "r.cable_id || ' ' || encode(r.content_key, 'hex') || ' ' || s.url";

// Those of a range of cables, but for some.
constexpr std::array<const char*, kFeedTables> kSelects{kCables, kRenditions, kSightings, kLinks};
constexpr std::array<std::string_view, kFeedTables> kKeys{"", kRenditionKey, kSightingKey, ""};
constexpr std::array<std::string_view, kFeedTables> kCableOf{"c.id", "r.cable_id", "r.cable_id",
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
  for (const FeedColumn& column : feed_tables()[static_cast<std::size_t>(name)].columns) {
    places.push_back(result.column_number(std::string(column.name)));
  }
  std::vector<FeedRow> rows;
  rows.reserve(row_count(result));
  for (const auto& row : result) {
    FeedRow out{get<std::string>(row, "row_key"), {}};
    out.values.reserve(places.size());
    for (const auto place : places) out.values.push_back(value_of<OptionalText>(row[place]));
    rows.push_back(std::move(out));
  }
  return rows;
}

std::string query_of(const char* query, std::string_view key, std::string_view which) {
  return fmt::format(fmt::runtime(query), fmt::arg("key", key), fmt::arg("which", which));
}

FeedTableName table_of(const Change& change) {
  using enum FeedTableName;
  if (change.kind == "cable") return kCable;
  if (change.kind == "rendition") return kRendition;
  return change.kind == "sighting" ? kSighting : kLink;
}

using Keys = std::set<FeedRows::Key>;

/// The columns of a list of keys.
std::vector<std::string> columns_of(const Keys& keys, std::size_t width) {
  std::vector<ArrayParameter> columns(width);
  for (const FeedRows::Key& key : keys) {
    for (std::size_t i = 0; i < width; ++i) columns[i].add(key[i]);
  }
  std::vector<std::string> literals;
  literals.reserve(width);
  for (const ArrayParameter& column : columns) literals.push_back(column.literal());
  return literals;
}

/// What changes tell of, by table.
struct ChangedKeys {
  std::set<std::string> cables;
  std::set<std::int64_t> renditions;
  std::set<std::pair<std::int64_t, std::string>> sightings;
  Keys links;
  std::array<Keys, kFeedTables> gone;
};

ChangedKeys keys_of(std::span<const Change> changes) {
  ChangedKeys keys;
  for (const Change& change : changes) {
    if (change.unmatched) continue;
    // A rendition that is new or gone may have changed what is published.
    if (change.kind == "cable" || change.kind == "rendition") keys.cables.insert(change.cable_id);
    if (change.kind == "link") keys.links.insert(natural_key(change));
    if (change.gone) {
      keys.gone[static_cast<std::size_t>(table_of(change))].insert(natural_key(change));
    } else if (change.kind == "rendition" && change.rendition_id) {
      keys.renditions.insert(*change.rendition_id);
    } else if (change.kind == "sighting" && change.rendition_id) {
      keys.sightings.emplace(*change.rendition_id, change.url.value_or(""));
    }
  }
  return keys;
}

void append(std::vector<FeedRow>& rows, std::vector<FeedRow> more) {
  rows.insert(rows.end(), std::make_move_iterator(more.begin()),
              std::make_move_iterator(more.end()));
}

std::vector<FeedRow> changed_renditions(pqxx::work& tx, const ChangedKeys& keys) {
  static const std::string kByNumber = query_of(kRenditions, kRenditionNumber, kTheseRenditions);
  static const std::string kByKey = query_of(kRenditions, kRenditionKey, kRenditionsByKey);
  using enum FeedTableName;
  std::vector<FeedRow> rows;
  if (!keys.renditions.empty()) {
    ArrayParameter ids;
    for (const std::int64_t id : keys.renditions) ids.add(id);
    append(rows, rows_from(kRendition, execute(tx, kByNumber, ids.literal())));
  }
  if (const Keys& gone = keys.gone[static_cast<std::size_t>(kRendition)]; !gone.empty()) {
    const auto columns = columns_of(gone, 2);
    append(rows, rows_from(kRendition, execute(tx, kByKey, columns[0], columns[1])));
  }
  return rows;
}

std::vector<FeedRow> changed_sightings(pqxx::work& tx, const ChangedKeys& keys) {
  static const std::string kByNumber = query_of(kSightings, kSightingNumber, kTheseSightings);
  static const std::string kByKey = query_of(kSightings, kSightingKey, kSightingsByKey);
  using enum FeedTableName;
  std::vector<FeedRow> rows;
  if (!keys.sightings.empty()) {
    ArrayParameter ids;
    ArrayParameter urls;
    for (const auto& [id, url] : keys.sightings) {
      ids.add(id);
      urls.add(url);
    }
    append(rows, rows_from(kSighting, execute(tx, kByNumber, ids.literal(), urls.literal())));
  }
  if (const Keys& gone = keys.gone[static_cast<std::size_t>(kSighting)]; !gone.empty()) {
    const auto columns = columns_of(gone, 3);
    append(rows, rows_from(kSighting, execute(tx, kByKey, columns[0], columns[1], columns[2])));
  }
  return rows;
}

/// Those of `gone` that no row has.
std::vector<FeedRows::Key> still_gone(Keys gone, const FeedTable& table,
                                      const std::vector<FeedRow>& rows) {
  for (const FeedRow& row : rows) {
    if (gone.empty()) break;
    FeedRows::Key key;
    for (std::size_t i = 0; i < table.key_columns; ++i) key.push_back(row.values[i].value_or(""));
    gone.erase(key);
  }
  return {gone.begin(), gone.end()};
}

}  // namespace

FeedRows::Key natural_key(const Change& change) {
  if (change.kind == "cable") return {change.cable_id};
  if (change.kind == "link") {
    return {change.cable_id, change.link_kind.value_or(""), change.link_to.value_or("")};
  }
  FeedRows::Key key{change.cable_id, change.content_key.value_or("")};
  if (change.kind == "sighting") key.push_back(change.url.value_or(""));
  return key;
}

std::string select_rows_of_range(FeedTableName name) {
  const auto place = static_cast<std::size_t>(name);
  return query_of(kSelects[place], kKeys[place],
                  fmt::format(kOfRange, fmt::arg("id", kCableOf[place])));
}

std::string row_key(const Change& change) {
  if (change.gone || change.kind == "cable" || change.kind == "link") {
    return fmt::format("{}", fmt::join(natural_key(change), " "));
  }
  if (change.kind == "rendition") return std::to_string(change.rendition_id.value_or(0));
  return fmt::format("{} {}", change.rendition_id.value_or(0), change.url.value_or(""));
}

FeedRows rows_of_changes(pqxx::work& tx, std::span<const Change> changes) {
  static const std::string kChangedCables = query_of(kCables, "", kTheseCables);
  using enum FeedTableName;
  ChangedKeys keys = keys_of(changes);
  FeedRows rows;
  if (!keys.cables.empty()) {
    const std::vector<std::string> ids(keys.cables.begin(), keys.cables.end());
    rows.of(kCable) = rows_from(kCable, execute(tx, kChangedCables, array_literal(ids)));
  }
  rows.of(kRendition) = changed_renditions(tx, keys);
  rows.of(kSighting) = changed_sightings(tx, keys);
  if (!keys.links.empty()) {
    const auto columns = columns_of(keys.links, 3);
    rows.of(kLink) = rows_from(kLink, execute(tx, kTheseLinks, columns[0], columns[1], columns[2]));
  }
  for (std::size_t i = 0; i < kFeedTables; ++i) {
    rows.gone[i] = still_gone(std::move(keys.gone[i]), feed_tables()[i], rows.tables[i]);
  }
  return rows;
}

FeedRows rows_of_cables(pqxx::work& tx, const std::vector<std::string>& cables) {
  static const std::string kAllCables = query_of(kCables, "", kTheseCables);
  static const std::string kAllLinks = query_of(kLinks, "", kLinksOfCables);
  static const std::string kAllRenditions =
      query_of(kRenditions, kRenditionNumber, kRenditionsOfCables);
  static const std::string kAllSightings =
      query_of(kSightings, kSightingNumber, kSightingsOfCables);
  using enum FeedTableName;
  FeedRows rows;
  if (cables.empty()) return rows;
  const std::string list = array_literal(cables);
  rows.of(kCable) = rows_from(kCable, execute(tx, kAllCables, list));
  rows.of(kRendition) = rows_from(kRendition, execute(tx, kAllRenditions, list));
  rows.of(kSighting) = rows_from(kSighting, execute(tx, kAllSightings, list));
  rows.of(kLink) = rows_from(kLink, execute(tx, kAllLinks, list));
  return rows;
}

FeedRows rows_of_cables_after(pqxx::work& tx, const std::string& last_id, int limit) {
  std::vector<std::string> ids;
  for (const auto& row : execute(tx, kNextCables, last_id, limit)) {
    ids.push_back(get<std::string>(row, "id"));
  }
  FeedRows rows = rows_of_cables(tx, ids);
  rows.whole = CableRange{last_id, {}};
  if (!ids.empty()) rows.whole->upto = ids.back();
  return rows;
}

}  // namespace cabled::db
