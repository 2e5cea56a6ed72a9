#include <algorithm>
#include <array>

#include "db/feed/feed_rows.h"
#include "parsers/model/cable_fields.h"

namespace cabled::db {
namespace {

// By bytes, as upstream: stretches of cables are told by their ends.
constexpr std::string_view kIdType = R"(text COLLATE "C")";

constexpr std::array<FeedColumn, 16> kCableColumns{{{"id", kIdType, "TEXT"},
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
constexpr std::array<FeedColumn, 7> kRenditionColumns{{{"cable_id", kIdType, "TEXT"},
                                                       {"content_key", "text", "TEXT"},
                                                       {"text", "text", "TEXT"},
                                                       {"fields", "jsonb", "TEXT"},
                                                       {"completeness", "integer", "INTEGER"},
                                                       {"first_url", "text", "TEXT"},
                                                       {"first_seen_at", "timestamptz", "TEXT"}}};
constexpr std::array<FeedColumn, 5> kSightingColumns{{{"cable_id", kIdType, "TEXT"},
                                                      {"content_key", "text", "TEXT"},
                                                      {"url", "text", "TEXT"},
                                                      {"site", "text", "TEXT"},
                                                      {"first_seen_at", "timestamptz", "TEXT"}}};
constexpr std::array<FeedColumn, 3> kLinkColumns{
    {{"from_id", kIdType, "TEXT"}, {"kind", "text", "TEXT"}, {"to_id", "text", "TEXT"}}};

constexpr std::array<FeedTable, kFeedTables> kTables{{{"cable", kCableColumns, 1},
                                                      {"rendition", kRenditionColumns, 2},
                                                      {"sighting", kSightingColumns, 3},
                                                      {"cable_link", kLinkColumns, 3}}};

}  // namespace

std::span<const FeedTable> feed_tables() { return kTables; }

}  // namespace cabled::db
