#include "db/source_health.h"

#include "db/utc.h"

namespace cabled::db {
namespace {

// A page more or less must not matter, and a change is to be seen within an hour of a slow crawl.
constexpr int kRecentPages = 50;
constexpr int kHistoryPages = 1000;

constexpr const char* kHealthSources = "SELECT id, name, " CABLED_UTC("paused_at") ", " CABLED_UTC(
    "last_run_at") ", " CABLED_UTC("next_run_at") " FROM source ORDER BY name COLLATE \"C\"";

// Indexes used: capture_source, sighting_capture.
constexpr const char* kHealth =
    "WITH last AS (SELECT c.id, c.outcome, row_number() OVER (ORDER BY c.id DESC) AS number FROM ("
    "   SELECT id, outcome FROM capture WHERE source_id = $1"
    "    AND outcome IN ('cable', 'not_a_cable', 'error', 'block_page')"
    "   ORDER BY id DESC LIMIT $2::int + $3::int) AS c)"
    " SELECT l.number <= $2::int, count(*), avg((l.outcome = 'cable')::int)::float8,"
    "  avg((r.fields -> 'locator' ->> 'confidence')::float8),"
    "  avg((coalesce(r.fields ->> 'subject', '') <> '')::int::float8 / 5"
    "   + (coalesce(r.fields ->> 'sent_at', '') <> '')::int::float8 / 5"
    "   + (coalesce(r.fields ->> 'classification', '') <> '')::int::float8 / 5"
    "   + (coalesce(r.fields ->> 'from', '') <> '')::int::float8 / 5"
    "   + (coalesce(r.fields ->> 'tags', '[]') <> '[]')::int::float8 / 5)"
    "   FILTER (WHERE r.fields IS NOT NULL)"
    " FROM last l LEFT JOIN LATERAL (SELECT d.fields FROM sighting s"
    "   JOIN rendition d ON d.id = s.rendition_id WHERE s.capture_id = l.id"
    "    AND s.superseded_at IS NULL LIMIT 1) AS r ON true"
    " GROUP BY 1";

std::optional<double> nullable_number(const pqxx::field& field) {
  if (field.is_null()) return std::nullopt;
  return field.as<double>();
}

}  // namespace

std::vector<SourceHealth> source_health(pqxx::work& tx) {
  std::vector<SourceHealth> all;
  for (const auto& row : tx.exec(kHealthSources)) {
    SourceHealth source;
    source.source_id = row[0].as<int>();
    source.name = row[1].as<std::string>();
    source.paused_at = nullable(row[2]);
    source.last_run_at = nullable(row[3]);
    source.next_run_at = nullable(row[4]);
    all.push_back(std::move(source));
  }
  for (SourceHealth& source : all) {
    for (const auto& row : tx.exec_params(kHealth, source.source_id, kRecentPages, kHistoryPages)) {
      HealthWindow& window = row[0].as<bool>() ? source.recent : source.history;
      window.pages = row[1].as<std::int64_t>();
      window.cable_share = nullable_number(row[2]);
      window.confidence = nullable_number(row[3]);
      window.coverage = nullable_number(row[4]);
    }
  }
  return all;
}

}  // namespace cabled::db
