#pragma once

#include <chrono>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/frontier/host_leases.h"

namespace cabled {

/// How this process signs its leases: "host/boot/pid namespace/pid/start", so that another process
/// on the same machine can tell whether the signer is still alive. What it does not know of itself
/// is empty.
std::string this_lease_owner();

/// What can be known from here of the process that signed.
enum class OwnerLife {
  kUnknown,  ///< of another machine or namespace, hidden, or signed without what it takes to tell
  kAlive,
  kDead,        ///< it ran beside us and does not any more
  kBeforeBoot,  ///< it ran on a machine of our name at another time, or on one that has our name
                ///< too
};
OwnerLife life_of(std::string_view owner);

/// Tells which owners of leases are dead. Of those that process numbers do not tell about, a lease
/// that is renewed is the sign of life: it is in the database, so it holds through any pooler. For
/// one thread.
class LeaseWatch {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// `silence` is how long a living owner goes without a renewal at the very most.
  explicit LeaseWatch(std::chrono::milliseconds silence) : silence_(silence) {}

  /// The dead ones of all `holders` that there are at `now`.
  std::vector<std::string> dead_owners(std::span<const db::LeaseHolder> holders, Time now);

 private:
  struct Seen {
    std::string until;
    Time since;
  };

  std::chrono::milliseconds silence_;
  std::map<std::string, Seen> seen_;
};

}  // namespace cabled
