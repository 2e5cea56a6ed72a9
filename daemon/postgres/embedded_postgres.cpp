#include "daemon/postgres/embedded_postgres.h"

#include <chrono>
#include <fstream>
#include <optional>
#include <utility>

#include "daemon/postgres/child_process.h"
#include "daemon/postgres/cluster_claim.h"
#include "daemon/postgres/cluster_making.h"
#include "daemon/postgres/cluster_place.h"
#include "daemon/postgres/postmaster.h"
#include "daemon/postgres/signalled_end.h"
#include "daemon/system/file_lock.h"
#include "daemon/system/log.h"
#include "daemon/system/paths.h"
#include "daemon/system/whole_file.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

// Whoever starts the server may have a cluster to make and a crash to recover from.
constexpr std::chrono::seconds kStartPatience{120};

Result<FileLock> lock(const fs::path& state_dir, const char* name, FileLock::Mode mode) {
  const fs::path file = state_dir / name;
  Result<FileLock> taken = FileLock::acquire(file, mode, kStartPatience);
  if (taken) give_to_owner_of(state_dir, file);
  return taken;
}

/// Creates the database unless it is there, through `psql`, which comes with the server.
Result<void> ensure_database(const PostgresPrograms& programs, const ClusterPlace& place,
                             const fs::path& socket_folder) {
  const auto psql = [&](const char* statement) {
    return run_to_end(
        {{programs.path("psql"), "-XqAt", "--no-password", "-v", "ON_ERROR_STOP=1", "-h",
          socket_folder.string(), "-p", "5432", "-U", "cabled", "-d", "postgres", "-c", statement},
         place.account});
  };
  const auto is_there = [&]() -> Result<bool> {
    const Result<std::string> found = psql("SELECT 1 FROM pg_database WHERE datname = 'cabled'");
    if (!found) return tl::unexpected(found.error());
    return !found->empty();
  };
  const Result<bool> before = is_there();
  if (!before) return tl::unexpected(before.error());
  if (*before) return {};
  const Result<std::string> created = psql("CREATE DATABASE cabled");
  if (created) return {};
  // A command that was killed leaves the server at work with its statement: it may have been first.
  const Result<bool> after = is_there();
  if (after && *after) return {};
  return tl::unexpected(created.error());
}

/// The server that runs already, if it can be used; one that lost its socket is stopped.
Result<std::optional<Postmaster>> usable_server(const fs::path& cluster) {
  Result<std::optional<Postmaster>> running = wait_until_settled(cluster);
  if (!running || !*running || accepts_connections(**running)) return running;
  log::warn("database restarts", {{"cluster", cluster.string()}, {"why", "its socket is gone"}});
  const Result<void> stopped = stop_postmaster(cluster);
  if (!stopped) return tl::unexpected(stopped.error());
  return std::nullopt;
}

Result<Postmaster> start_server(const fs::path& state_dir, const ClusterPlace& place,
                                const PostgresPrograms& programs, FileLock& users) {
  const Result<FileLock> claim = claim_cluster(place, users);
  if (!claim) return tl::unexpected(claim.error());
  const Result<fs::path> socket = find_socket_folder(state_dir, place);
  if (!socket) return tl::unexpected(socket.error());
  Result<Postmaster> server =
      start_postmaster({programs, place.account, place.cluster(), *socket}, *claim);
  if (server) {
    log::debug("database started", {{"cluster", place.cluster().string()}, {"pid", server->pid}});
  }
  return server;
}

/// Brings the server up, whatever state it was left in. The caller holds the start lock.
Result<Postmaster> ensure_server(const fs::path& state_dir, const ClusterPlace& place,
                                 FileLock& users) {
  const fs::path cluster = place.cluster();
  // Made when the database is known to exist; a start that was killed before comes here again.
  const fs::path named = place.base / "db.named";
  const Result<std::optional<Postmaster>> running = usable_server(cluster);
  if (!running) return tl::unexpected(running.error());
  if (*running && fs::exists(named)) return **running;

  const Result<PostgresPrograms> programs = find_postgres_of(cluster, kPostgresRoot);
  if (!programs) return tl::unexpected(programs.error());
  Result<Postmaster> server =
      *running ? Result<Postmaster>(**running) : start_server(state_dir, place, *programs, users);
  if (!server) return server;
  const Result<void> database = ensure_database(*programs, place, server->socket_folder);
  if (!database) return tl::unexpected(database.error());
  std::ofstream(named, std::ios::app).close();
  give_to_owner_of(place.base, named);
  return server;
}

}  // namespace

/// Held while the server is used.
struct EmbeddedPostgres::Use {
  Use(fs::path state, ClusterPlace where, FileLock lock, const fs::path& socket_folder)
      : state_dir(std::move(state)),
        place(std::move(where)),
        users(std::move(lock)),
        connection_string(
            fmt::format("host={} port=5432 dbname=cabled user=cabled", socket_folder.string())),
        signalled_end(state_dir, place.base, users) {}

  fs::path state_dir;
  ClusterPlace place;
  FileLock users;  ///< shared; the kernel drops it however we end
  std::string connection_string;
  SignalledEnd signalled_end;
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

Result<EmbeddedPostgres> EmbeddedPostgres::acquire(const fs::path& given_state_dir) {
  const Result<fs::path> state_dir = ensure_state_dir(given_state_dir);
  if (!state_dir) return tl::unexpected(state_dir.error());
  if (const Result<void> local = refuse_network_folder(*state_dir); !local) {
    return tl::unexpected(local.error());
  }
  Result<FileLock> start = lock(*state_dir, "db.start.lock", FileLock::Mode::kExclusive);
  if (!start) return tl::unexpected(start.error());
  // A start that is cut would leave a server that nobody uses. What came meanwhile is delivered
  // when the lock is free again, for who ends by it takes it.
  const SignalsHeld whole_start;
  const FileLock starting = std::move(*start);
  Result<FileLock> users = lock(*state_dir, "db.users.lock", FileLock::Mode::kShared);
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
  Result<FileLock> start = lock(use_->state_dir, "db.start.lock", FileLock::Mode::kExclusive);
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
