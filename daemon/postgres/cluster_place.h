#pragma once

#include <filesystem>
#include <optional>

#include "daemon/system/account.h"
#include "parsers/model/error.h"

namespace cabled {

/// Where the private cluster of a state directory lives, and who owns it.
struct ClusterPlace {
  std::filesystem::path base;      ///< holds the cluster, its log and its half-made predecessors
  std::optional<Account> account;  ///< set when root runs the server as somebody else

  std::filesystem::path cluster() const { return base / "db"; }
};

/// Where clusters go whose state directory lies out of reach of the account that runs them.
inline constexpr const char* kClustersElsewhere = "/var/lib/cabled-clusters";

/// Finds or decides the place of the cluster of `state_dir`: inside it, or, when root runs us and
/// the unprivileged account cannot enter it, in a fresh folder under `elsewhere`, remembered in
/// <state_dir>/db.location.
Result<ClusterPlace> find_cluster_place(const std::filesystem::path& state_dir,
                                        const std::filesystem::path& elsewhere);

/// A folder for the server's socket whose path fits a socket address (107 bytes) and PostgreSQL's
/// list syntax: the cluster itself, else a short runtime folder remembered in
/// <state_dir>/db.socket.
Result<std::filesystem::path> find_socket_folder(const std::filesystem::path& state_dir,
                                                 const ClusterPlace& place);

/// Removes the runtime folder of a server that has stopped; the cluster itself stays.
void drop_socket_folder(const ClusterPlace& place, const std::filesystem::path& socket_folder);

}  // namespace cabled
