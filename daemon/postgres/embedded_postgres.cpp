#include "daemon/postgres/embedded_postgres.h"

#include <chrono>
#include <optional>
#include <utility>

#include "daemon/postgres/cluster_claim.h"
#include "daemon/postgres/cluster_making.h"
#include "daemon/postgres/cluster_place.h"
#include "daemon/postgres/cluster_server.h"
#include "daemon/postgres/server_keeper.h"
#include "daemon/postgres/signalled_end.h"
#include "daemon/system/file_lock.h"
#include "daemon/system/log.h"
#include "daemon/system/paths.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

// Whoever starts the server may have a cluster to make and a crash to recover from.
constexpr std::chrono::seconds kStartPatience{120};

Result<FileLock> lock_start(const fs::path& state_dir) {
  return lock_in(state_dir, kStartLock, FileLock::Mode::kExclusive, kStartPatience);
}

}  // namespace

/// Held while the server is used.
struct EmbeddedPostgres::Use {
  Use(fs::path state, ClusterPlace where, FileLock lock, const fs::path& socket_folder)
      : state_dir(std::move(state)),
        place(std::move(where)),
        users(std::move(lock)),
        connection_string(connection_to(socket_folder)),
        signalled_end(state_dir, place.base, users) {}

  fs::path state_dir;
  ClusterPlace place;
  FileLock users;  ///< shared; the kernel drops it however we end
  std::string connection_string;
  SignalledEnd signalled_end;
  std::optional<ServerKeeper> keeper;  ///< last, so that it ends before what it uses
};

EmbeddedPostgres::EmbeddedPostgres(std::unique_ptr<Use> use) : use_(std::move(use)) {}
EmbeddedPostgres::EmbeddedPostgres(EmbeddedPostgres&& other) noexcept = default;

EmbeddedPostgres& EmbeddedPostgres::operator=(EmbeddedPostgres&& other) noexcept {
  std::swap(use_, other.use_);
  return *this;
}

const std::string& EmbeddedPostgres::connection_string() const noexcept {
  return use_->connection_string;
}

void EmbeddedPostgres::look_after() {
  if (!use_->keeper) use_->keeper.emplace(use_->state_dir, use_->place, use_->users);
}

bool EmbeddedPostgres::is_made(const std::filesystem::path& state_dir) {
  std::error_code none;
  return std::filesystem::exists(state_dir / "db", none) ||
         std::filesystem::exists(state_dir / "db.location", none);
}

Result<EmbeddedPostgres> EmbeddedPostgres::acquire(const fs::path& given_state_dir) {
  const Result<fs::path> state_dir = ensure_state_dir(given_state_dir);
  if (!state_dir) return tl::unexpected(state_dir.error());
  if (const Result<void> local = refuse_network_folder(*state_dir); !local) {
    return tl::unexpected(local.error());
  }
  Result<FileLock> start = lock_start(*state_dir);
  if (!start) return tl::unexpected(start.error());
  // A start that is cut would leave a server that nobody uses. What came meanwhile is delivered
  // when the lock is free again, for who ends by it takes it.
  const SignalsHeld whole_start;
  const FileLock starting = std::move(*start);
  Result<FileLock> users =
      lock_in(*state_dir, "db.users.lock", FileLock::Mode::kShared, kStartPatience);
  if (!users) return tl::unexpected(users.error());

  Result<ClusterPlace> place = find_cluster_place(*state_dir, kClustersElsewhere);
  if (!place) return tl::unexpected(place.error());
  const Result<void> cluster = ensure_cluster(*place);
  if (!cluster) return tl::unexpected(cluster.error());
  const Result<Postmaster> server = ensure_server(*state_dir, *place, *users);
  if (!server) return tl::unexpected(server.error());
  return EmbeddedPostgres(std::make_unique<Use>(*state_dir, std::move(*place), std::move(*users),
                                                server->socket_folder));
}

EmbeddedPostgres::~EmbeddedPostgres() {
  if (!use_) return;
  use_->keeper.reset();
  Result<FileLock> start = lock_start(use_->state_dir);
  // Without either lock somebody else is at work with the server, and it falls to him to stop it.
  if (!start) return;
  const SignalsHeld whole_stop;
  const FileLock stopping = std::move(*start);
  if (!use_->users.try_make_exclusive()) return;
  const std::optional<Postmaster> server = find_postmaster(use_->place.cluster());
  if (const Result<void> stopped = stop_postmaster(use_->place.cluster()); !stopped) {
    log::warn("database keeps running", {{"why", stopped.error().message}});
    return;
  }
  if (server) drop_socket_folder(use_->place, server->socket_folder);
}

}  // namespace cabled
