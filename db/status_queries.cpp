#include "db/status_queries.h"

#include "db/hex_text.h"
#include "db/utc.h"

namespace cabled::db {
namespace {

// Index used: url_account.
constexpr const char* kAccount =
    "SELECT kind <> 'page', verdict, coalesce(reason, ''), count(*) FROM url"
    " WHERE $1::int IS NULL OR source_id = $1 GROUP BY 1, 2, 3";

constexpr const char* kHosts =
    "SELECT h.origin, n.due, n.waiting, CASE WHEN h.lease_until > now() THEN h.lease_owner END,"
    "  CASE WHEN h.blocked_until > now() THEN " CABLED_UTC("h.blocked_until") " END,"
    "  h.failures, h.robots_rule, h.last_error, " CABLED_UTC("h.last_error_at") ","
    "  CASE WHEN h.next_allowed_at > now() THEN " CABLED_UTC("h.next_allowed_at") " END,"
    "  CASE WHEN h.robots_until > now() THEN " CABLED_UTC("h.robots_until") " END, h.latency_ms"
    " FROM host h CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE due_at <= now()) AS due,"
    "  count(*) FILTER (WHERE due_at > now()) AS waiting FROM url"
    "  WHERE host_id = h.id AND due_at IS NOT NULL) AS n"
    " ORDER BY n.due DESC, n.waiting DESC, h.origin COLLATE \"C\" LIMIT $1";

// Index used: url_due, once a host and priority, for the oldest and the next.
constexpr const char* kCorpus =
    "SELECT (SELECT count(*) FROM cable), (SELECT count(*) FROM rendition),"
    " (SELECT count(*) FROM sighting), (SELECT count(*) FROM capture),"
    " (SELECT count(*) FROM rejection), pg_database_size(current_database()),"
    " (SELECT " CABLED_UTC("min(u.due_at)") " FROM host h, generate_series(0, 9) AS p(priority),"
    "  LATERAL (SELECT due_at FROM url WHERE host_id = h.id AND url.priority = p.priority"
    "   AND due_at > now() ORDER BY due_at LIMIT 1) AS u),"
    " (SELECT " CABLED_UTC("min(u.due_at)") " FROM host h, generate_series(0, 9) AS p(priority),"
    "  LATERAL (SELECT due_at FROM url WHERE host_id = h.id AND url.priority = p.priority"
    "   AND due_at <= now() ORDER BY due_at LIMIT 1) AS u),"
    " (SELECT count(*) FROM capture WHERE fetched_at > now() - interval '1 minute'),"
    " (SELECT count(*) FROM capture WHERE fetched_at > now() - interval '5 minutes'),"
    " (SELECT count(*) FROM capture WHERE fetched_at > now() - interval '15 minutes')";

constexpr const char* kUrl =
    "SELECT u.url, s.name, u.kind, u.verdict, u.reason, u.detail, u.attempts, u.depth, "
    CABLED_UTC("u.due_at") ", " CABLED_UTC("u.fetched_at") ", " CABLED_UTC("u.discovered_at")
    ", u.redirect_to, h.origin, " CABLED_UTC("h.next_allowed_at") ", "
    CABLED_UTC("h.blocked_until") ", h.last_error, h.robots_rule,"
    " coalesce(encode(h.robots_body, 'hex'), ''),"
    " CASE WHEN h.lease_until > now() THEN h.lease_owner END, " CABLED_UTC("s.paused_at")
    " FROM url u JOIN host h ON h.id = u.host_id LEFT JOIN source s ON s.id = u.source_id"
    " WHERE u.url = $1";

constexpr const char* kCablesAt =
    "SELECT DISTINCT r.cable_id FROM capture c JOIN sighting t ON t.capture_id = c.id"
    "  AND t.superseded_at IS NULL"
    " JOIN rendition r ON r.id = t.rendition_id WHERE c.url = $1 ORDER BY 1";

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
  for (const auto& row : tx.exec_params(kAccount, source_id)) {
    const auto count = row[3].as<std::int64_t>();
    if (row[0].as<bool>()) {
      account.indexes += count;
    } else {
      add_verdict(account, row[1].as<std::string>(), row[2].as<std::string>(), count);
    }
  }
  return account;
}

std::vector<HostStatus> host_status(pqxx::work& tx, int limit) {
  std::vector<HostStatus> hosts;
  for (const auto& row : tx.exec_params(kHosts, limit)) {
    hosts.push_back({row[0].as<std::string>(), row[1].as<std::int64_t>(), row[2].as<std::int64_t>(),
                     nullable(row[3]), nullable(row[4]), row[5].as<int>(), row[6].as<std::string>(),
                     nullable(row[7]), nullable(row[8]), nullable(row[9]), nullable(row[10]),
                     row[11].is_null() ? std::nullopt : std::optional(row[11].as<int>())});
  }
  return hosts;
}

std::vector<LeaseStatus> lease_status(pqxx::work& tx) {
  std::vector<LeaseStatus> leases;
  for (const auto& row : tx.exec("SELECT lease_owner, count(*), " CABLED_UTC(
           "max(lease_until)") " FROM host WHERE lease_until > now() GROUP BY 1 ORDER BY 1")) {
    leases.push_back(
        {row[0].as<std::string>(), row[1].as<std::int64_t>(), row[2].as<std::string>()});
  }
  return leases;
}

CorpusStatus corpus_status(pqxx::work& tx) {
  const auto row = tx.exec1(kCorpus);
  return {row[0].as<std::int64_t>(), row[1].as<std::int64_t>(), row[2].as<std::int64_t>(),
          row[3].as<std::int64_t>(), row[4].as<std::int64_t>(), row[5].as<std::int64_t>(),
          nullable(row[6]),          nullable(row[7]),          row[8].as<std::int64_t>(),
          row[9].as<std::int64_t>(), row[10].as<std::int64_t>()};
}

std::optional<UrlStatus> url_status(pqxx::work& tx, const std::string& url) {
  const pqxx::result found = tx.exec_params(kUrl, url);
  if (found.empty()) return std::nullopt;
  const auto& row = found[0];
  UrlStatus status;
  status.url = row[0].as<std::string>();
  status.source = nullable(row[1]);
  status.kind = row[2].as<std::string>();
  status.verdict = row[3].as<std::string>();
  status.reason = nullable(row[4]);
  status.detail = nullable(row[5]);
  status.attempts = row[6].as<int>();
  status.depth = row[7].as<int>();
  status.due_at = nullable(row[8]);
  status.fetched_at = nullable(row[9]);
  status.discovered_at = row[10].as<std::string>();
  status.redirect_to = nullable(row[11]);
  status.host = row[12].as<std::string>();
  status.host_next_allowed_at = nullable(row[13]);
  status.host_blocked_until = nullable(row[14]);
  status.host_last_error = nullable(row[15]);
  status.robots_rule = row[16].as<std::string>();
  status.robots_body = bytes_of_hex(row[17].as<std::string>());
  status.lease_owner = nullable(row[18]);
  status.source_paused_at = nullable(row[19]);
  for (const auto& cable : tx.exec_params(kCablesAt, url)) {
    status.cables.push_back(cable[0].as<std::string>());
  }
  return status;
}

}  // namespace cabled::db
