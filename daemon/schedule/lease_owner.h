#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// How this process signs its leases: "host/boot/pid/start", so that another process on the same
/// machine can tell whether the signer is still alive.
std::string this_lease_owner();

/// Whether the process that signed `owner` is known to be dead: it ran on this machine since the
/// last boot and does not run any more, or it ran before the boot. False for other machines.
bool is_dead_owner(std::string_view owner);

}  // namespace cabled
