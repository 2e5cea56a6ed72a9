#include "db/frontier/host_leases.h"

#include "db/frontier/due_probe.h"
#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "db/sql/hex_text.h"
#include "db/sql/transaction_modes.h"

namespace cabled::db {
namespace {

using std::chrono::milliseconds;

// {due_groups}: kDueGroups, {is_in_remit}: kIsInRemit. $3: the owner, $4: how many hosts, $5: how
// long the lease lasts.
//
// Indexes used: url_due for what is due, host_pkey for the rest. A lapsed lease is
// free; the fence tells its old holder. PostgreSQL 15 subtracts no infinite timestamps, hence
// greatest() before the subtraction.
constexpr const char* kClaimHosts = R"sql(
  WITH RECURSIVE {due_groups},
  free AS (
    SELECT h.id, h.lease_owner IS NOT NULL AS abandoned
      FROM host h
      JOIN (SELECT d.host_id, min(d.priority) AS priority
              FROM due_group d
             WHERE d.due_at <= now() AND {is_in_remit}
             GROUP BY d.host_id) AS first ON first.host_id = h.id
     WHERE (h.lease_until < now()
            OR h.lease_until > now() + 10 * $5::bigint * interval '1 millisecond')
       AND h.blocked_until < now()
     ORDER BY first.priority, h.next_allowed_at
     LIMIT $4
       FOR UPDATE OF h SKIP LOCKED)
  UPDATE host h
     SET lease_owner = $3, fence = h.fence + 1,
         lease_until = now() + $5::bigint * interval '1 millisecond'
    FROM free
   WHERE h.id = free.id
  RETURNING h.id, h.fence, h.origin, h.failures, coalesce(h.latency_ms, 0) AS latency_ms,
            h.robots_rule, coalesce(encode(h.robots_body, 'hex'), '') AS robots_body,
            ceil(extract(epoch FROM greatest(h.next_allowed_at, now()) - now()) * 1000)::bigint
              AS wait_ms,
            (extract(epoch FROM greatest(h.robots_until, now()) - now()) * 1000)::bigint
              AS robots_ms,
            free.abandoned
)sql";

constexpr const char* kRenewLeases = R"sql(
  UPDATE host h
     SET lease_until = now() + $3 * interval '1 millisecond'
    FROM unnest($1::int[], $2::bigint[]) AS l(id, fence)
   WHERE h.id = l.id AND h.fence = l.fence
  RETURNING h.id, h.fence
)sql";

constexpr const char* kReleaseLeases = R"sql(
  UPDATE host h
     SET lease_owner = NULL, lease_until = '-infinity'
    FROM unnest($1::int[], $2::bigint[]) AS l(id, fence)
   WHERE h.id = l.id AND h.fence = l.fence
)sql";

constexpr const char* kFenceLeases = R"sql(
  SELECT h.id, h.fence
    FROM host h
    JOIN unnest($1::int[], $2::bigint[]) AS l(id, fence) ON h.id = l.id AND h.fence = l.fence
   ORDER BY h.id
     FOR UPDATE OF h
)sql";

constexpr const char* kHolders = R"sql(
  SELECT lease_owner, max(lease_until)::text AS lease_until
    FROM host
   WHERE lease_owner IS NOT NULL AND lease_until > now()
   GROUP BY lease_owner
)sql";

// The owner's name stays: whoever takes the host sees that it was not given back.
constexpr const char* kEndLeases = R"sql(
  UPDATE host
     SET lease_until = '-infinity', fence = fence + 1
   WHERE lease_owner = $1 AND lease_until > '-infinity' AND id <> ALL($2::int[])
)sql";

constexpr const char* kUpdateHosts = R"sql(
  UPDATE host h
     SET next_allowed_at = now() + s.wait_ms * interval '1 millisecond',
         blocked_until = CASE WHEN s.blocked_ms > 0
                              THEN now() + s.blocked_ms * interval '1 millisecond'
                              ELSE '-infinity' END,
         failures = s.failures,
         last_error = coalesce(nullif(s.last_error, ''), h.last_error),
         last_error_at = CASE WHEN s.last_error <> '' THEN now() ELSE h.last_error_at END,
         latency_ms = s.latency_ms,
         robots_rule = coalesce(s.robots_rule, h.robots_rule),
         robots_body = CASE WHEN s.robots_rule IS NULL THEN h.robots_body ELSE s.robots_body END,
         robots_until = CASE WHEN s.robots_rule IS NULL THEN h.robots_until
                             ELSE now() + s.robots_ms * interval '1 millisecond' END
    FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[], $5::int[], $6::text[],
                $7::int[], $8::text[], $9::bytea[], $10::bigint[])
      AS s(id, fence, wait_ms, blocked_ms, failures, last_error, latency_ms, robots_rule,
           robots_body, robots_ms)
   WHERE h.id = s.id AND h.fence = s.fence
)sql";

struct LeaseColumns {
  ArrayParameter id, fence;

  explicit LeaseColumns(std::span<const HostLease> leases) {
    for (const HostLease& lease : leases) {
      id.add(lease.host_id);
      fence.add(lease.fence);
    }
  }
};

std::vector<HostLease> leases_of(const pqxx::result& rows) {
  std::vector<HostLease> leases;
  for (const auto& row : rows) {
    leases.push_back({get<int>(row, "id"), get<std::int64_t>(row, "fence")});
  }
  return leases;
}

LeasedHost leased_host_in(const pqxx::row& row) {
  LeasedHost host;
  host.lease = {get<int>(row, "id"), get<std::int64_t>(row, "fence")};
  host.origin = get<std::string>(row, "origin");
  host.failures = get<int>(row, "failures");
  host.latency_ms = get<int>(row, "latency_ms");
  host.robots_rule = get<std::string>(row, "robots_rule");
  host.robots_body = bytes_of_hex(get<std::string>(row, "robots_body"));
  host.wait = milliseconds(get<std::int64_t>(row, "wait_ms"));
  host.robots_valid = milliseconds(get<std::int64_t>(row, "robots_ms"));
  host.abandoned = get<bool>(row, "abandoned");
  return host;
}

}  // namespace

std::vector<LeasedHost> claim_hosts(pqxx::work& tx, const std::string& owner, const Remit& remit,
                                    int limit, milliseconds lease) {
  static const std::string kSql = fmt::format(kClaimHosts, fmt::arg("due_groups", kDueGroups),
                                              fmt::arg("is_in_remit", kIsInRemit));
  without_jit(tx);
  std::vector<LeasedHost> hosts;
  for (const auto& row :
       execute(tx, kSql, remit.priority, remit.source_list(), owner, limit, lease.count())) {
    hosts.push_back(leased_host_in(row));
  }
  return hosts;
}

std::vector<HostLease> renew_leases(pqxx::work& tx, std::span<const HostLease> leases,
                                    milliseconds lease) {
  const LeaseColumns c(leases);
  return leases_of(execute(tx, kRenewLeases, c.id.literal(), c.fence.literal(), lease.count()));
}

void release_leases(pqxx::work& tx, std::span<const HostLease> leases) {
  const LeaseColumns c(leases);
  execute(tx, kReleaseLeases, c.id.literal(), c.fence.literal());
}

std::vector<HostLease> fence_leases(pqxx::work& tx, std::span<const HostLease> leases) {
  const LeaseColumns c(leases);
  return leases_of(execute(tx, kFenceLeases, c.id.literal(), c.fence.literal()));
}

std::vector<LeaseHolder> lease_holders(pqxx::work& tx) {
  std::vector<LeaseHolder> holders;
  for (const auto& row : tx.exec(kHolders)) {
    holders.push_back({get<std::string>(row, "lease_owner"), get<std::string>(row, "lease_until")});
  }
  return holders;
}

void end_leases_of(pqxx::work& tx, const std::string& owner) { end_other_leases_of(tx, owner, {}); }

void end_other_leases_of(pqxx::work& tx, const std::string& owner,
                         std::span<const HostLease> known) {
  const LeaseColumns c(known);
  execute(tx, kEndLeases, owner, c.id.literal());
}

void update_hosts(pqxx::work& tx, std::span<const HostUpdate> hosts) {
  if (hosts.empty()) return;
  ArrayParameter id, fence, wait, blocked, failures, error, latency, rule, body, valid;
  for (const HostUpdate& host : hosts) {
    id.add(host.lease.host_id);
    fence.add(host.lease.fence);
    wait.add(host.next_allowed_in.count());
    blocked.add(host.blocked_for.count());
    failures.add(host.failures);
    error.add(host.last_error.str());
    latency.add(host.latency_ms);
    if (host.robots) {
      rule.add(host.robots->rule);
      body.add_bytes(host.robots->body);
      valid.add(host.robots->holds_for.count());
    } else {
      rule.add_null();
      body.add_null();
      valid.add_null();
    }
  }
  execute(tx, kUpdateHosts, id.literal(), fence.literal(), wait.literal(), blocked.literal(),
          failures.literal(), error.literal(), latency.literal(), rule.literal(), body.literal(),
          valid.literal());
}

}  // namespace cabled::db
