#include "db/frontier/source_runs.h"

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kDatabaseTime = R"sql(
  SELECT (extract(epoch FROM now()) * 1000000)::bigint AS microseconds
)sql";

constexpr const char* kWallTime = R"sql(
  SELECT (extract(epoch FROM date_trunc('minute',
            to_timestamp($2::bigint / 1e6) AT TIME ZONE $1::text)) / 60)::bigint AS minutes
)sql";

// The wall's time, minutes since 1970, as an instant.
constexpr const char* kInstantOf = R"sql(
  SELECT (extract(epoch FROM (timestamp '1970-01-01' + $1::bigint * interval '1 minute')
                             AT TIME ZONE $2::text) * 1000000)::bigint AS microseconds
)sql";

// Of an hour that comes twice PostgreSQL names the second; the first is an hour before, or half of
// one (Lord Howe). Those at which the wall shows something else are none.
constexpr const char* kSoonestInstant = R"sql(
  SELECT (extract(epoch FROM min(i.instant)) * 1000000)::bigint AS microseconds
    FROM unnest($1::bigint[]) AS t(minutes)
   CROSS JOIN (VALUES (interval '0'), ('30 minutes'), ('1 hour')) AS s(sooner)
   CROSS JOIN LATERAL (
      SELECT ((timestamp '1970-01-01' + t.minutes * interval '1 minute') AT TIME ZONE $2::text)
             - s.sooner AS instant) AS i
   WHERE i.instant > to_timestamp($3::bigint / 1e6)
     AND i.instant AT TIME ZONE $2::text
           = timestamp '1970-01-01' + t.minutes * interval '1 minute'
)sql";

constexpr const char* kSchedule = R"sql(
  SELECT coalesce(schedule, '') AS schedule FROM source WHERE id = $1
)sql";

constexpr const char* kDueRuns = R"sql(
  SELECT id
    FROM source
   WHERE next_run_at <= now() AND paused_at IS NULL AND id = ANY($1::int[])
   ORDER BY id
     FOR UPDATE SKIP LOCKED
)sql";

// Index used: url_account.
constexpr const char* kStartRun = R"sql(
  UPDATE url
     SET due_at = now()
   WHERE source_id = $1 AND kind IN ('index', 'sitemap', 'feed', 'cdx')
     AND (due_at IS NULL OR due_at > now())
)sql";

constexpr const char* kNoteRun = R"sql(
  UPDATE source SET last_run_at = now() WHERE id = $1
)sql";

constexpr const char* kSetNextRun = R"sql(
  UPDATE source
     SET schedule = $2,
         next_run_at = to_timestamp($3::bigint / 1e6)
                       + random() * $4::bigint * interval '1 millisecond'
   WHERE id = $1
)sql";

constexpr const char* kDropSchedule = R"sql(
  UPDATE source SET schedule = NULL, next_run_at = NULL WHERE id = $1
)sql";

constexpr const char* kMakeReadListsDue = R"sql(
  UPDATE url
     SET due_at = now()
   WHERE source_id = $1 AND kind IN ('index', 'sitemap', 'feed', 'cdx')
     AND verdict = 'read' AND due_at IS NULL
)sql";

constexpr const char* kKeepListRules = R"sql(
  UPDATE source SET list_rules = $2 WHERE id = $1 AND list_rules IS DISTINCT FROM $2
)sql";

// Without validators and digest no answer counts as unchanged. Index used: url_account.
constexpr const char* kReadListsAnew = R"sql(
  UPDATE url
     SET due_at = now(), etag = NULL, last_modified = NULL, payload_digest = NULL
   WHERE source_id = $1 AND kind IN ('index', 'sitemap', 'feed', 'cdx')
     AND fetched_at IS NOT NULL
)sql";

constexpr const char* kPaused = R"sql(
  SELECT id FROM source WHERE paused_at IS NOT NULL
)sql";

constexpr const char* kTemplatePosition = R"sql(
  SELECT t.next_index
    FROM url_template t
    JOIN source s ON s.id = t.source_id
   WHERE t.source_id = $1 AND t.template = $2 AND t.done_at IS NULL AND s.paused_at IS NULL
     FOR UPDATE OF t SKIP LOCKED
)sql";

constexpr const char* kMakeTemplate = R"sql(
  INSERT INTO url_template (source_id, template) VALUES ($1, $2) ON CONFLICT DO NOTHING
)sql";

constexpr const char* kSetTemplatePosition = R"sql(
  UPDATE url_template SET next_index = $3 WHERE source_id = $1 AND template = $2
)sql";

constexpr const char* kEndTemplate = R"sql(
  UPDATE url_template SET done_at = now() WHERE source_id = $1 AND template = $2
)sql";

constexpr const char* kFates = R"sql(
  SELECT url, verdict, coalesce(reason, '') AS reason, coalesce(detail, '') AS detail
    FROM url
   WHERE url = ANY($1::text[])
)sql";

std::vector<int> ids_in(const pqxx::result& rows) {
  std::vector<int> ids;
  for (const auto& row : rows) ids.push_back(get<int>(row, "id"));
  return ids;
}

}  // namespace

Timestamp database_time(pqxx::work& tx) {
  return Timestamp(get<std::int64_t>(execute_one(tx, kDatabaseTime), "microseconds"));
}

WallTime wall_time(pqxx::work& tx, const std::string& zone, Timestamp instant) {
  const auto row = execute_one(tx, kWallTime, zone, instant.count());
  return WallTime(std::chrono::minutes(get<std::int64_t>(row, "minutes")));
}

Timestamp instant_of(pqxx::work& tx, WallTime time, const std::string& zone) {
  const auto minutes = static_cast<std::int64_t>(time.time_since_epoch().count());
  return Timestamp(get<std::int64_t>(execute_one(tx, kInstantOf, minutes, zone), "microseconds"));
}

std::optional<Timestamp> soonest_instant(pqxx::work& tx, std::span<const WallTime> times,
                                         const std::string& zone, Timestamp now) {
  ArrayParameter minutes;
  for (const WallTime time : times) {
    minutes.add(static_cast<std::int64_t>(time.time_since_epoch().count()));
  }
  const auto found = execute_one(tx, kSoonestInstant, minutes.literal(), zone, now.count());
  const auto microseconds = get<std::optional<std::int64_t>>(found, "microseconds");
  if (!microseconds) return std::nullopt;
  return Timestamp(*microseconds);
}

std::string run_schedule(pqxx::work& tx, int source_id) {
  return get<std::string>(execute_one(tx, kSchedule, source_id), "schedule");
}

std::vector<int> due_runs(pqxx::work& tx, std::span<const int> configured) {
  ArrayParameter ids;
  for (const int id : configured) ids.add(id);
  return ids_in(execute(tx, kDueRuns, ids.literal()));
}

void start_run(pqxx::work& tx, int source_id) {
  execute(tx, kStartRun, source_id);
  execute(tx, kNoteRun, source_id);
}

void set_next_run(pqxx::work& tx, int source_id, const std::string& schedule, Timestamp time,
                  std::chrono::milliseconds jitter) {
  execute(tx, kSetNextRun, source_id, schedule, time.count(), jitter.count());
}

void end_schedule(pqxx::work& tx, int source_id) {
  execute(tx, kDropSchedule, source_id);
  execute(tx, kMakeReadListsDue, source_id);
}

void keep_list_rules(pqxx::work& tx, int source_id, const std::string& rules) {
  const auto changed = execute(tx, kKeepListRules, source_id, rules);
  if (affected_rows(changed) > 0) execute(tx, kReadListsAnew, source_id);
}

std::vector<int> paused_sources(pqxx::work& tx) { return ids_in(tx.exec(kPaused)); }

std::optional<std::int64_t> template_position(pqxx::work& tx, int source_id,
                                              const std::string& text) {
  const pqxx::result found = execute(tx, kTemplatePosition, source_id, text);
  if (!found.empty()) return get<std::int64_t>(found[0], "next_index");
  if (affected_rows(execute(tx, kMakeTemplate, source_id, text)) == 0) return std::nullopt;
  return 0;
}

void set_template_position(pqxx::work& tx, int source_id, const std::string& text,
                           std::int64_t next_index) {
  execute(tx, kSetTemplatePosition, source_id, text, next_index);
}

void end_template(pqxx::work& tx, int source_id, const std::string& text) {
  execute(tx, kEndTemplate, source_id, text);
}

std::vector<UrlFate> fates(pqxx::work& tx, std::span<const std::string> urls) {
  std::vector<UrlFate> out;
  for (const auto& row : execute(tx, kFates, array_literal({urls.begin(), urls.end()}))) {
    out.push_back({get<std::string>(row, "url"),
                   stored_ruling(get<std::string>(row, "verdict"), get<std::string>(row, "reason"),
                                 get<std::string>(row, "detail"))});
  }
  return out;
}

}  // namespace cabled::db
