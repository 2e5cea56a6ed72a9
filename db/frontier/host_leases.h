#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "db/frontier/frontier_rows.h"
#include "db/frontier/remit.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// A host that this process alone may fetch from until the lease lapses. All times are relative to
/// the database's clock at the time of the claim.
struct LeasedHost {
  HostLease lease;
  std::string origin;
  std::chrono::milliseconds wait{};  ///< until the next request is allowed
  int failures = 0;
  int latency_ms = 0;
  std::string robots_rule;  ///< unknown, body, allow_all, disallow_all
  std::string robots_body;
  std::chrono::milliseconds robots_valid{};  ///< how long robots_rule still holds
  /// Its last holder did not give it back, so when it sent its last request is not known.
  bool abandoned = false;
};

/// Takes up to `limit` hosts that have a due URL in `remit` and no lease, skipping those that other
/// workers are taking. Only hosts that are not blocked. A lease that ends further in the future
/// than ten of them is none: it was given by a clock that has been set back since.
std::vector<LeasedHost> claim_hosts(pqxx::work& tx, const std::string& owner, const Remit& remit,
                                    int limit, std::chrono::milliseconds lease);

/// Prolongs leases (heartbeat). Returns those that are still ours; a host that lapsed and was taken
/// by another worker is not.
std::vector<HostLease> renew_leases(pqxx::work& tx, std::span<const HostLease> leases,
                                    std::chrono::milliseconds lease);

/// Gives leases back.
void release_leases(pqxx::work& tx, std::span<const HostLease> leases);

struct LeaseHolder {
  std::string owner;
  std::string until;  ///< of the lease that lasts longest; another one after each renewal
};

/// Who holds leases now.
std::vector<LeaseHolder> lease_holders(pqxx::work& tx);

/// Ends all leases of a worker that is known to be dead, without waiting for them to lapse.
void end_leases_of(pqxx::work& tx, const std::string& owner);

/// Ends the leases of a worker but for those that it knows of: what a claim in doubt has left.
void end_other_leases_of(pqxx::work& tx, const std::string& owner,
                         std::span<const HostLease> known);

/// Locks the hosts of `leases` that are still ours for the rest of the transaction and returns
/// them: the fence of the storing transaction.
std::vector<HostLease> fence_leases(pqxx::work& tx, std::span<const HostLease> leases);

/// Writes the politeness of hosts; rows whose lease was lost change nothing.
void update_hosts(pqxx::work& tx, std::span<const HostUpdate> hosts);

}  // namespace cabled::db
