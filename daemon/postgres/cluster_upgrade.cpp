#include "daemon/postgres/cluster_upgrade.h"

#include <chrono>

#include "daemon/postgres/child_process.h"
#include "daemon/postgres/cluster_claim.h"
#include "daemon/postgres/cluster_making.h"
#include "daemon/postgres/cluster_place.h"
#include "daemon/postgres/cluster_server.h"
#include "daemon/postgres/postgres_programs.h"
#include "daemon/postgres/signalled_end.h"
#include "daemon/system/log.h"
#include "daemon/system/paths.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

// A command that has just ended stops its server first.
constexpr std::chrono::seconds kUsersPatience{15};

/// The one cluster of a state directory, which nobody else uses meanwhile.
struct Upgrade {
  ClusterPlace place;
  FileLock users;  ///< exclusive
  fs::path socket_folder;
  PostgresPrograms old_programs;
  PostgresPrograms new_programs;

  fs::path kept() const {
    return place.base / fmt::format("db.postgresql-{}", old_programs.major_version);
  }
};

Result<void> run_step(Upgrade& upgrade, const PostgresPrograms& programs, const fs::path& cluster,
                      const DatabaseStep& step) {
  const Result<FileLock> claim = claim_cluster(upgrade.place, upgrade.users);
  if (!claim) return tl::unexpected(claim.error());
  const Result<Postmaster> server =
      start_postmaster({programs, upgrade.place.account, cluster, upgrade.socket_folder}, *claim);
  if (!server) return tl::unexpected(server.error());
  Result<void> done = step(connection_to(upgrade.socket_folder));
  Result<void> stopped = stop_postmaster(cluster);
  return done ? stopped : done;
}

Result<void> run_pg_upgrade(Upgrade& upgrade, const fs::path& made) {
  const Result<FileLock> claim = claim_cluster(upgrade.place, upgrade.users);
  if (!claim) return tl::unexpected(claim.error());
  // It writes into the folder where it begins.
  const Result<std::string> done = run_to_end(
      {{upgrade.new_programs.path("pg_upgrade"),
        "--old-bindir=" + upgrade.old_programs.folder.string(),
        "--new-bindir=" + upgrade.new_programs.folder.string(),
        "--old-datadir=" + upgrade.place.cluster().string(), "--new-datadir=" + made.string(),
        "--username=cabled", "--socketdir=" + upgrade.socket_folder.string()},
       upgrade.place.account,
       claim->descriptor(),
       made});
  if (!done) return tl::unexpected(done.error());
  std::error_code none;
  fs::remove(made / "delete_old_cluster.sh", none);
  return {};
}

/// A new cluster that a killed attempt left under the name that the old one shall get is of no use;
/// anything else of that name is somebody's.
Result<void> free_kept_name(const Upgrade& upgrade) {
  const fs::path kept = upgrade.kept();
  if (!fs::exists(kept)) return {};
  if (version_of(kept) == upgrade.new_programs.major_version) {
    std::error_code problem;
    fs::remove_all(kept, problem);
    if (!problem) return {};
  }
  return fail(ErrorKind::kInvalid, "'{}' is in the way; hint: move it elsewhere", kept.string());
}

Result<void> upgrade_into(Upgrade& upgrade, const fs::path& made, const DatabaseStep& before,
                          const DatabaseStep& after) {
  return run_step(upgrade, upgrade.old_programs, upgrade.place.cluster(), before)
      .and_then([&] { return run_pg_upgrade(upgrade, made); })
      .and_then([&] { return run_step(upgrade, upgrade.new_programs, made, after); })
      .and_then([&] { return replace_cluster(made, upgrade.place, upgrade.kept()); });
}

Result<FileLock> take_alone(const fs::path& state_dir) {
  Result<FileLock> users =
      lock_in(state_dir, "db.users.lock", FileLock::Mode::kExclusive, kUsersPatience);
  if (users || users.error().kind != ErrorKind::kTransient) return users;
  return fail(ErrorKind::kTransient,
              "the database of '{}' is in use; hint: stop the cabled that uses it",
              state_dir.string());
}

Result<Upgrade> prepare(const fs::path& state_dir, ClusterPlace place, FileLock users) {
  const fs::path cluster = place.cluster();
  const Result<PostgresPrograms> newest = find_newest_postgres(kPostgresRoot);
  if (!newest) return tl::unexpected(newest.error());
  const Result<PostgresPrograms> own = find_postgres_of(cluster, kPostgresRoot);
  if (!own) return tl::unexpected(own.error());
  remove_half_made(place.base);
  // Its user was killed, and it went on.
  if (Result<void> stopped = stop_postmaster(cluster); !stopped) {
    return tl::unexpected(stopped.error());
  }
  Result<fs::path> socket = find_socket_folder(state_dir, place);
  if (!socket) return tl::unexpected(socket.error());
  return Upgrade{std::move(place), std::move(users), std::move(*socket), *own, *newest};
}

}  // namespace

Result<ClusterUpgrade> upgrade_cluster(const fs::path& given_state_dir, const DatabaseStep& before,
                                       const DatabaseStep& after) {
  const Result<fs::path> state_dir = ensure_state_dir(given_state_dir);
  if (!state_dir) return tl::unexpected(state_dir.error());
  const Result<FileLock> start =
      lock_in(*state_dir, kStartLock, FileLock::Mode::kExclusive, kUsersPatience);
  if (!start) return tl::unexpected(start.error());
  const SignalsHeld whole_upgrade;
  Result<FileLock> users = take_alone(*state_dir);
  if (!users) return tl::unexpected(users.error());
  Result<ClusterPlace> place = find_cluster_place(*state_dir, kClustersElsewhere);
  if (!place) return tl::unexpected(place.error());
  if (version_of(place->cluster()) == 0) {
    return fail(ErrorKind::kInvalid, "there is no database in '{}'", place->base.string());
  }
  Result<Upgrade> upgrade = prepare(*state_dir, std::move(*place), std::move(*users));
  if (!upgrade) return tl::unexpected(upgrade.error());
  const int from = upgrade->old_programs.major_version;
  const int to = upgrade->new_programs.major_version;
  if (from >= to) return ClusterUpgrade{from, from, {}};

  if (const Result<void> free = free_kept_name(*upgrade); !free) {
    return tl::unexpected(free.error());
  }
  log::info("database being upgraded",
            {{"folder", upgrade->place.cluster().string()}, {"from", from}, {"to", to}});
  const Result<fs::path> made = make_nameless_cluster(upgrade->place, upgrade->new_programs);
  if (!made) return tl::unexpected(made.error());
  if (const Result<void> done = upgrade_into(*upgrade, *made, before, after); !done) {
    std::error_code none;
    fs::remove_all(*made, none);
    return tl::unexpected(done.error());
  }
  drop_socket_folder(upgrade->place, upgrade->socket_folder);
  return ClusterUpgrade{from, to, upgrade->kept()};
}

}  // namespace cabled
