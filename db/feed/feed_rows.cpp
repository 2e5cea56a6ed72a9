#include "db/feed/feed_rows.h"

#include <algorithm>
#include <array>
#include <set>

#include "db/sql/array_parameter.h"
#include "db/sql/utc.h"
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

// clang-format off
constexpr const char* kCables =
    "SELECT c.id, c.id, c.year, c.station, c.serial, " CABLED_UTC("c.sent_at") ", c.classification,"
    "  to_json(c.tags)::text, c.subject, c.fields::text, c.field_sources::text,"
    "  coalesce(c.assembled, r.text), encode(c.best_key, 'hex'),"
    "  CASE WHEN c.assembled IS NULL THEN '0' ELSE '1' END, c.twin_of, "
    CABLED_UTC("c.first_seen_at") ", " CABLED_UTC("c.changed_at")
    " FROM cable c JOIN rendition r ON r.cable_id = c.id AND r.content_key = c.best_key"
    " WHERE c.id = ANY($1::text[]) ORDER BY c.id";
// clang-format on

constexpr const char* kRenditions =
    "SELECT r.id, r.cable_id, encode(r.content_key, 'hex'), r.text, r.fields::text,"
    " r.completeness, r.first_url, " CABLED_UTC("r.first_seen_at") " FROM rendition r WHERE ";

constexpr const char* kSightings =
    "SELECT s.rendition_id || ' ' || s.url, r.cable_id, encode(r.content_key, 'hex'), s.url,"
    " s.site, " CABLED_UTC("s.first_seen_at") " FROM sighting s JOIN rendition r ON r.id = "
                                              "s.rendition_id ";

constexpr const char* kLinks =
    "SELECT from_id || ' ' || kind || ' ' || to_id, from_id, kind, to_id FROM cable_link"
    " WHERE from_id = ANY($1::text[]) ORDER BY from_id COLLATE \"C\", kind, to_id COLLATE \"C\"";

std::vector<FeedRow> rows_from(const pqxx::result& result) {
  std::vector<FeedRow> rows;
  rows.reserve(result.size());
  for (const auto& row : result) {
    FeedRow out{row[0].as<std::string>(), {}};
    out.values.reserve(row.size());
    for (pqxx::row::size_type i = 1; i < row.size(); ++i) out.values.push_back(nullable(row[i]));
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
  const ChangedKeys keys = keys_of(changes);
  FeedRows rows;
  if (!keys.cables.empty()) {
    const std::vector<std::string> ids(keys.cables.begin(), keys.cables.end());
    rows.of(FeedTableName::kCable) = rows_from(tx.exec_params(kCables, array_literal(ids)));
  }
  if (!keys.renditions.empty()) {
    ArrayParameter ids;
    for (const std::int64_t id : keys.renditions) ids.add(id);
    rows.of(FeedTableName::kRendition) = rows_from(tx.exec_params(
        std::string(kRenditions) + "r.id = ANY($1::bigint[]) ORDER BY r.id", ids.literal()));
  }
  if (keys.any_seen) {
    rows.of(FeedTableName::kSighting) = rows_from(tx.exec_params(
        std::string(kSightings) +
            "JOIN (SELECT DISTINCT rendition_id, url FROM unnest($1::bigint[], $2::text[])"
            " AS t(rendition_id, url)) k ON k.rendition_id = s.rendition_id"
            " AND (k.url IS NULL OR k.url = s.url) ORDER BY s.rendition_id,"
            " s.url COLLATE \"C\"",
        keys.seen_renditions.literal(), keys.seen_urls.literal()));
  }
  rows.of(FeedTableName::kLink) = link_rows(changes);
  return rows;
}

FeedRows rows_of_cables(pqxx::work& tx, const std::vector<std::string>& cables) {
  FeedRows rows;
  if (cables.empty()) return rows;
  const std::string list = array_literal(cables);
  rows.of(FeedTableName::kCable) = rows_from(tx.exec_params(kCables, list));
  rows.of(FeedTableName::kRendition) = rows_from(tx.exec_params(
      std::string(kRenditions) + "r.cable_id = ANY($1::text[]) ORDER BY r.cable_id COLLATE \"C\","
                                 " r.content_key",
      list));
  rows.of(FeedTableName::kSighting) = rows_from(
      tx.exec_params(std::string(kSightings) + "WHERE r.cable_id = ANY($1::text[])"
                                               " ORDER BY r.cable_id COLLATE \"C\", r.content_key,"
                                               " s.url COLLATE \"C\"",
                     list));
  rows.of(FeedTableName::kLink) = rows_from(tx.exec_params(kLinks, list));
  return rows;
}

FeedRows rows_of_cables_after(pqxx::work& tx, const std::string& last_id, int limit) {
  std::vector<std::string> ids;
  for (const auto& row :
       tx.exec_params("SELECT id FROM cable WHERE id > $1 ORDER BY id LIMIT $2", last_id, limit)) {
    ids.push_back(row[0].as<std::string>());
  }
  return rows_of_cables(tx, ids);
}

}  // namespace cabled::db
