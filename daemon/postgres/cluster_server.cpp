#include "daemon/postgres/cluster_server.h"

#include <fstream>
#include <optional>
#include <string>

#include "daemon/postgres/child_process.h"
#include "daemon/postgres/cluster_claim.h"
#include "daemon/postgres/postgres_programs.h"
#include "daemon/system/log.h"
#include "daemon/system/whole_file.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

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

}  // namespace

Result<FileLock> lock_in(const fs::path& state_dir, const char* name, FileLock::Mode mode,
                         std::chrono::milliseconds patience) {
  const fs::path file = state_dir / name;
  Result<FileLock> taken = FileLock::acquire(file, mode, patience);
  if (taken) give_to_owner_of(state_dir, file);
  return taken;
}

std::string connection_to(const fs::path& socket_folder) {
  return fmt::format("host={} port=5432 dbname=cabled user=cabled", socket_folder.string());
}

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

}  // namespace cabled
