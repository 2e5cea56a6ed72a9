#include "db/frontier/source_health.h"

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// A page more or less must not matter, and a change is to be seen within an hour of a slow crawl.
constexpr int kRecentPages = 50;
constexpr int kHistoryPages = 1000;

constexpr const char* kSources = R"sql(
  SELECT id, name, utc_text(paused_at) AS paused_at, utc_text(last_run_at) AS last_run_at,
         utc_text(next_run_at) AS next_run_at
    FROM source
   ORDER BY name COLLATE "C"
)sql";

// Indexes used: capture_source, sighting_capture.
constexpr const char* kHealth = R"sql(
  WITH last AS (
    SELECT c.id, c.outcome, row_number() OVER (ORDER BY c.id DESC) AS number
      FROM (SELECT id, outcome FROM capture
             WHERE source_id = $1
               AND outcome IN ('cable', 'not_a_cable', 'error', 'block_page')
             ORDER BY id DESC
             LIMIT $2::int + $3::int) AS c)
  SELECT l.number <= $2::int AS is_recent, count(*) AS pages,
         avg((l.outcome = 'cable')::int)::float8 AS cable_share,
         avg((r.fields -> 'locator' ->> 'confidence')::float8) AS confidence,
         avg((coalesce(r.fields ->> 'subject', '') <> '')::int::float8 / 5
             + (coalesce(r.fields ->> 'sent_at', '') <> '')::int::float8 / 5
             + (coalesce(r.fields ->> 'classification', '') <> '')::int::float8 / 5
             + (coalesce(r.fields ->> 'from', '') <> '')::int::float8 / 5
             + (coalesce(r.fields ->> 'tags', '[]') <> '[]')::int::float8 / 5)
           FILTER (WHERE r.fields IS NOT NULL) AS coverage
    FROM last l
    LEFT JOIN LATERAL (
      SELECT d.fields FROM sighting s JOIN rendition d ON d.id = s.rendition_id
       WHERE s.capture_id = l.id AND s.superseded_at IS NULL
       LIMIT 1) AS r ON true
   GROUP BY 1
)sql";

}  // namespace

std::vector<SourceHealth> source_health(pqxx::work& tx) {
  std::vector<SourceHealth> all;
  for (const auto& row : tx.exec(kSources)) {
    SourceHealth source;
    source.source_id = get<int>(row, "id");
    source.name = get<std::string>(row, "name");
    source.paused_at = get<OptionalText>(row, "paused_at");
    source.last_run_at = get<OptionalText>(row, "last_run_at");
    source.next_run_at = get<OptionalText>(row, "next_run_at");
    all.push_back(std::move(source));
  }
  for (SourceHealth& source : all) {
    for (const auto& row : execute(tx, kHealth, source.source_id, kRecentPages, kHistoryPages)) {
      HealthWindow& window = get<bool>(row, "is_recent") ? source.recent : source.history;
      window.pages = get<std::int64_t>(row, "pages");
      window.cable_share = get<std::optional<double>>(row, "cable_share");
      window.confidence = get<std::optional<double>>(row, "confidence");
      window.coverage = get<std::optional<double>>(row, "coverage");
    }
  }
  return all;
}

}  // namespace cabled::db
