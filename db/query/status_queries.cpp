#include "db/query/status_queries.h"

#include "db/frontier/due_probe.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "db/sql/hex_text.h"
#include "db/sql/transaction_modes.h"

namespace cabled::db {
namespace {

// Index used: url_account.
constexpr const char* kAccount = R"sql(
  SELECT kind <> 'page' AS is_list, verdict, coalesce(reason, '') AS reason, count(*) AS urls
    FROM url
   WHERE $1::int IS NULL OR source_id = $1
   GROUP BY 1, 2, 3
)sql";

constexpr const char* kHosts = R"sql(
  SELECT h.origin, n.due, n.waiting,
         CASE WHEN h.lease_until > now() THEN h.lease_owner END AS lease_owner,
         CASE WHEN h.blocked_until > now() THEN utc_text(h.blocked_until) END AS blocked_until,
         h.failures, h.robots_rule, h.last_error, utc_text(h.last_error_at) AS last_error_at,
         CASE WHEN h.next_allowed_at > now() THEN utc_text(h.next_allowed_at) END AS next_allowed_at,
         CASE WHEN h.robots_until > now() THEN utc_text(h.robots_until) END AS robots_until,
         h.latency_ms
    FROM host h
   CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE due_at <= now()) AS due,
             count(*) FILTER (WHERE due_at > now()) AS waiting
        FROM url
       WHERE host_id = h.id AND due_at IS NOT NULL) AS n
   ORDER BY n.due DESC, n.waiting DESC, h.origin COLLATE "C"
   LIMIT $1
)sql";

constexpr const char* kLeases = R"sql(
  SELECT lease_owner AS owner, count(*) AS hosts, utc_text(max(lease_until)) AS until
    FROM host
   WHERE lease_until > now()
   GROUP BY lease_owner
   ORDER BY lease_owner
)sql";

// {due_groups}: kDueGroups. Index used: url_due, once a host, source and priority, for the oldest
// and the next.
constexpr const char* kCorpus = R"sql(
  WITH RECURSIVE {due_groups}
  SELECT (SELECT count(*) FROM cable) AS cables,
         (SELECT count(*) FROM cable  -- cable_damaged
           WHERE fields -> 'damage' <> '[]'::jsonb AND twin_of IS NULL) AS damaged,
         (SELECT count(*) FROM rendition) AS renditions,
         (SELECT count(*) FROM sighting) AS sightings,
         (SELECT count(*) FROM capture) AS captures,
         (SELECT count(*) FROM rejection) AS rejections,
         pg_database_size(current_database()) AS database_bytes,
         (SELECT utc_text(min(u.due_at))
            FROM due_group d
           CROSS JOIN LATERAL (
              SELECT due_at FROM url
               WHERE host_id = d.host_id AND coalesce(source_id, 0) = d.source
                 AND url.priority = d.priority AND due_at > now()
               ORDER BY due_at LIMIT 1) AS u) AS next_due_at,
         (SELECT utc_text(min(d.due_at)) FROM due_group d
           WHERE d.due_at <= now()) AS oldest_due_at,
         (SELECT count(*) FROM capture
           WHERE fetched_at > now() - interval '1 minute') AS captured_1m,
         (SELECT count(*) FROM capture
           WHERE fetched_at > now() - interval '5 minutes') AS captured_5m,
         (SELECT count(*) FROM capture
           WHERE fetched_at > now() - interval '15 minutes') AS captured_15m
)sql";

constexpr const char* kUrl = R"sql(
  SELECT u.url, s.name AS source, u.kind, u.verdict, u.reason, u.detail, u.attempts, u.depth,
         utc_text(u.due_at) AS due_at, utc_text(u.fetched_at) AS fetched_at,
         utc_text(u.discovered_at) AS discovered_at, u.redirect_to, h.origin,
         utc_text(h.next_allowed_at) AS next_allowed_at,
         utc_text(h.blocked_until) AS blocked_until, h.last_error, h.robots_rule,
         coalesce(encode(h.robots_body, 'hex'), '') AS robots_body,
         CASE WHEN h.lease_until > now() THEN h.lease_owner END AS lease_owner,
         utc_text(s.paused_at) AS paused_at
    FROM url u
    JOIN host h ON h.id = u.host_id
    LEFT JOIN source s ON s.id = u.source_id
   WHERE u.url = $1
)sql";

constexpr const char* kCablesAt = R"sql(
  SELECT DISTINCT r.cable_id
    FROM capture c
    JOIN sighting t ON t.capture_id = c.id AND t.superseded_at IS NULL
    JOIN rendition r ON r.id = t.rendition_id
   WHERE c.url = $1
   ORDER BY 1
)sql";

void add_verdict(Account& account, const std::string& verdict, const std::string& reason,
                 std::int64_t count) {
  account.discovered += count;
  if (verdict == "stored") account.stored += count;
  if (verdict == "duplicate") account.duplicate += count;
  if (verdict == "refused") account.refused += count;
  if (verdict == "failed") account.failed += count;
  if (verdict == "pending" || verdict == "read") account.pending += count;
  if (!reason.empty()) account.reasons[verdict + ": " + reason] += count;
}

}  // namespace

Account account(pqxx::work& tx, std::optional<int> source_id) {
  Account account;
  for (const auto& row : execute(tx, kAccount, source_id)) {
    const auto urls = get<std::int64_t>(row, "urls");
    if (get<bool>(row, "is_list")) {
      account.indexes += urls;
    } else {
      add_verdict(account, get<std::string>(row, "verdict"), get<std::string>(row, "reason"), urls);
    }
  }
  return account;
}

std::vector<HostStatus> host_status(pqxx::work& tx, int limit) {
  std::vector<HostStatus> hosts;
  for (const auto& row : execute(tx, kHosts, limit)) {
    hosts.push_back({.origin = get<std::string>(row, "origin"),
                     .due = get<std::int64_t>(row, "due"),
                     .waiting = get<std::int64_t>(row, "waiting"),
                     .lease_owner = get<OptionalText>(row, "lease_owner"),
                     .blocked_until = get<OptionalText>(row, "blocked_until"),
                     .failures = get<int>(row, "failures"),
                     .robots_rule = get<std::string>(row, "robots_rule"),
                     .last_error = get<OptionalText>(row, "last_error"),
                     .last_error_at = get<OptionalText>(row, "last_error_at"),
                     .next_allowed_at = get<OptionalText>(row, "next_allowed_at"),
                     .robots_until = get<OptionalText>(row, "robots_until"),
                     .latency_ms = get<std::optional<int>>(row, "latency_ms")});
  }
  return hosts;
}

std::vector<LeaseStatus> lease_status(pqxx::work& tx) {
  std::vector<LeaseStatus> leases;
  for (const auto& row : tx.exec(kLeases)) {
    leases.push_back({get<std::string>(row, "owner"), get<std::int64_t>(row, "hosts"),
                      get<std::string>(row, "until")});
  }
  return leases;
}

CorpusStatus corpus_status(pqxx::work& tx) {
  without_jit(tx);
  const auto row = execute_one(tx, fmt::format(kCorpus, fmt::arg("due_groups", kDueGroups)));
  return {.cables = get<std::int64_t>(row, "cables"),
          .damaged = get<std::int64_t>(row, "damaged"),
          .renditions = get<std::int64_t>(row, "renditions"),
          .sightings = get<std::int64_t>(row, "sightings"),
          .captures = get<std::int64_t>(row, "captures"),
          .rejections = get<std::int64_t>(row, "rejections"),
          .database_bytes = get<std::int64_t>(row, "database_bytes"),
          .next_due_at = get<OptionalText>(row, "next_due_at"),
          .oldest_due_at = get<OptionalText>(row, "oldest_due_at"),
          .captured_1m = get<std::int64_t>(row, "captured_1m"),
          .captured_5m = get<std::int64_t>(row, "captured_5m"),
          .captured_15m = get<std::int64_t>(row, "captured_15m")};
}

std::optional<UrlStatus> url_status(pqxx::work& tx, const std::string& url) {
  const pqxx::result found = execute(tx, kUrl, url);
  if (found.empty()) return std::nullopt;
  const auto& row = found[0];
  UrlStatus status;
  status.url = get<std::string>(row, "url");
  status.source = get<OptionalText>(row, "source");
  status.kind = get<std::string>(row, "kind");
  status.verdict = get<std::string>(row, "verdict");
  status.reason = get<OptionalText>(row, "reason");
  status.detail = get<OptionalText>(row, "detail");
  status.attempts = get<int>(row, "attempts");
  status.depth = get<int>(row, "depth");
  status.due_at = get<OptionalText>(row, "due_at");
  status.fetched_at = get<OptionalText>(row, "fetched_at");
  status.discovered_at = get<std::string>(row, "discovered_at");
  status.redirect_to = get<OptionalText>(row, "redirect_to");
  status.host = get<std::string>(row, "origin");
  status.host_next_allowed_at = get<OptionalText>(row, "next_allowed_at");
  status.host_blocked_until = get<OptionalText>(row, "blocked_until");
  status.host_last_error = get<OptionalText>(row, "last_error");
  status.robots_rule = get<std::string>(row, "robots_rule");
  status.robots_body = bytes_of_hex(get<std::string>(row, "robots_body"));
  status.lease_owner = get<OptionalText>(row, "lease_owner");
  status.source_paused_at = get<OptionalText>(row, "paused_at");
  for (const auto& cable : execute(tx, kCablesAt, url)) {
    status.cables.push_back(get<std::string>(cable, "cable_id"));
  }
  return status;
}

}  // namespace cabled::db
