#include "db/frontier/source_runs.h"

#include "db/sql/array_parameter.h"

namespace cabled::db {
namespace {

#define CABLED_MICROSECONDS(time) "(extract(epoch FROM " time ") * 1000000)::bigint"
#define CABLED_TIME(microseconds) "to_timestamp(" microseconds " / 1e6)"

constexpr const char* kWallTime = "SELECT (extract(epoch FROM date_trunc('minute', " CABLED_TIME(
    "$2::bigint") " AT TIME ZONE $1::text)) / 60)::bigint";

// The wall's time, minutes since 1970, as an instant.
#define CABLED_INSTANT(minutes, zone) \
  "((timestamp '1970-01-01' + " minutes " * interval '1 minute') AT TIME ZONE " zone ")"

constexpr const char* kSetNextRun = "UPDATE source SET schedule = $2, next_run_at = " CABLED_TIME(
    "$3::bigint") " + random() * $4::bigint * interval '1 millisecond' WHERE id = $1";

// Of an hour that comes twice PostgreSQL names the second; the first is an hour before, or half of
// one (Lord Howe). Those at which the wall shows something else are none.
constexpr const char* kSoonestInstant =
    "SELECT " CABLED_MICROSECONDS("min(i.instant)") " FROM unnest($1::bigint[]) AS t(minutes)"
    " CROSS JOIN (VALUES (interval '0'), ('30 minutes'), ('1 hour')) AS s(sooner)"
    " CROSS JOIN LATERAL (SELECT " CABLED_INSTANT("t.minutes", "$2::text")
    "  - s.sooner AS instant) AS i"
    " WHERE i.instant > " CABLED_TIME("$3::bigint")
    "  AND i.instant AT TIME ZONE $2::text"
    "   = timestamp '1970-01-01' + t.minutes * interval '1 minute'";

// Index used: url_account.
constexpr const char* kStartRun =
    "UPDATE url SET due_at = now() WHERE source_id = $1"
    " AND kind IN ('index', 'sitemap', 'feed', 'cdx') AND (due_at IS NULL OR due_at > now())";

constexpr const char* kEndSchedule =
    "UPDATE url SET due_at = now() WHERE source_id = $1"
    " AND kind IN ('index', 'sitemap', 'feed', 'cdx') AND verdict = 'read' AND due_at IS NULL";

// Without validators and digest no answer counts as unchanged. Index used: url_account.
constexpr const char* kReadListsAnew =
    "UPDATE url SET due_at = now(), etag = NULL, last_modified = NULL, payload_digest = NULL"
    " WHERE source_id = $1 AND kind IN ('index', 'sitemap', 'feed', 'cdx')"
    " AND fetched_at IS NOT NULL";

constexpr const char* kTemplatePosition =
    "SELECT t.next_index FROM url_template t JOIN source s ON s.id = t.source_id"
    " WHERE t.source_id = $1 AND t.template = $2 AND t.done_at IS NULL AND s.paused_at IS NULL"
    " FOR UPDATE OF t SKIP LOCKED";

std::vector<int> numbers(const pqxx::result& rows) {
  std::vector<int> out;
  for (const auto& row : rows) out.push_back(row[0].as<int>());
  return out;
}

}  // namespace

Timestamp database_time(pqxx::work& tx) {
  return Timestamp(tx.exec1("SELECT " CABLED_MICROSECONDS("now()"))[0].as<std::int64_t>());
}

WallTime wall_time(pqxx::work& tx, const std::string& zone, Timestamp instant) {
  const auto row = tx.exec_params1(kWallTime, zone, instant.count());
  return WallTime(std::chrono::minutes(row[0].as<std::int64_t>()));
}

Timestamp instant_of(pqxx::work& tx, WallTime time, const std::string& zone) {
  return Timestamp(
      tx.exec_params1("SELECT " CABLED_MICROSECONDS(CABLED_INSTANT("$1::bigint", "$2::text")),
                      static_cast<std::int64_t>(time.time_since_epoch().count()), zone)[0]
          .as<std::int64_t>());
}

std::optional<Timestamp> soonest_instant(pqxx::work& tx, std::span<const WallTime> times,
                                         const std::string& zone, Timestamp now) {
  ArrayParameter minutes;
  for (const WallTime time : times) {
    minutes.add(static_cast<std::int64_t>(time.time_since_epoch().count()));
  }
  const auto found = tx.exec_params1(kSoonestInstant, minutes.literal(), zone, now.count());
  if (found[0].is_null()) return std::nullopt;
  return Timestamp(found[0].as<std::int64_t>());
}

std::string run_schedule(pqxx::work& tx, int source_id) {
  return tx.exec_params1("SELECT coalesce(schedule, '') FROM source WHERE id = $1", source_id)[0]
      .as<std::string>();
}

std::vector<int> due_runs(pqxx::work& tx, std::span<const int> configured) {
  ArrayParameter ids;
  for (const int id : configured) ids.add(id);
  return numbers(
      tx.exec_params("SELECT id FROM source WHERE next_run_at <= now() AND paused_at IS NULL"
                     " AND id = ANY($1::int[]) ORDER BY id FOR UPDATE SKIP LOCKED",
                     ids.literal()));
}

void start_run(pqxx::work& tx, int source_id) {
  tx.exec_params(kStartRun, source_id);
  tx.exec_params("UPDATE source SET last_run_at = now() WHERE id = $1", source_id);
}

void set_next_run(pqxx::work& tx, int source_id, const std::string& schedule, Timestamp time,
                  std::chrono::milliseconds jitter) {
  tx.exec_params(kSetNextRun, source_id, schedule, time.count(), jitter.count());
}

void end_schedule(pqxx::work& tx, int source_id) {
  tx.exec_params("UPDATE source SET schedule = NULL, next_run_at = NULL WHERE id = $1", source_id);
  tx.exec_params(kEndSchedule, source_id);
}

void keep_list_rules(pqxx::work& tx, int source_id, const std::string& rules) {
  const auto changed = tx.exec_params(
      "UPDATE source SET list_rules = $2 WHERE id = $1 AND list_rules IS DISTINCT FROM $2",
      source_id, rules);
  if (changed.affected_rows() > 0) tx.exec_params(kReadListsAnew, source_id);
}

std::vector<int> paused_sources(pqxx::work& tx) {
  return numbers(tx.exec("SELECT id FROM source WHERE paused_at IS NOT NULL"));
}

std::optional<std::int64_t> template_position(pqxx::work& tx, int source_id,
                                              const std::string& text) {
  const pqxx::result found = tx.exec_params(kTemplatePosition, source_id, text);
  if (!found.empty()) return found[0][0].as<std::int64_t>();
  const auto made = tx.exec_params(
      "INSERT INTO url_template (source_id, template) VALUES ($1, $2) ON CONFLICT DO NOTHING",
      source_id, text);
  if (made.affected_rows() == 0) return std::nullopt;
  return 0;
}

void set_template_position(pqxx::work& tx, int source_id, const std::string& text,
                           std::int64_t next_index) {
  tx.exec_params("UPDATE url_template SET next_index = $3 WHERE source_id = $1 AND template = $2",
                 source_id, text, next_index);
}

void end_template(pqxx::work& tx, int source_id, const std::string& text) {
  tx.exec_params("UPDATE url_template SET done_at = now() WHERE source_id = $1 AND template = $2",
                 source_id, text);
}

std::vector<UrlFate> fates(pqxx::work& tx, std::span<const std::string> urls) {
  std::vector<UrlFate> out;
  const std::string list = array_literal({urls.begin(), urls.end()});
  for (const auto& row :
       tx.exec_params("SELECT url, verdict, coalesce(reason, ''), coalesce(detail, '') FROM url"
                      " WHERE url = ANY($1::text[])",
                      list)) {
    out.push_back(
        {row[0].as<std::string>(), stored_ruling(row[1].as<std::string>(), row[2].as<std::string>(),
                                                 row[3].as<std::string>())});
  }
  return out;
}

}  // namespace cabled::db
