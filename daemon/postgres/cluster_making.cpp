#include "daemon/postgres/cluster_making.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "daemon/postgres/child_process.h"
#include "daemon/postgres/postgres_programs.h"
#include "daemon/postgres/postmaster.h"
#include "daemon/system/file_descriptor.h"
#include "daemon/system/log.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMaking = "db.making.";

/// A folder "db" that is no cluster is somebody's; it is kept, out of the way.
Result<void> move_stranger_aside(const fs::path& cluster) {
  if (!fs::exists(cluster)) return {};
  std::error_code problem;
  for (int number = 1; number < 1000; ++number) {
    const fs::path aside = cluster.string() + ".unusable." + std::to_string(number);
    if (fs::exists(aside)) continue;
    fs::rename(cluster, aside, problem);
    if (problem) break;
    log::warn("folder is no database, moved aside",
              {{"folder", cluster.string()}, {"to", aside.string()}});
    return {};
  }
  return fail(ErrorKind::kInvalid, "'{}' is no database and cannot be moved aside",
              cluster.string());
}

Result<fs::path> make_folder(const ClusterPlace& place) {
  std::string folder = (place.base / kMaking).string() + "XXXXXX";
  const bool made = ::mkdtemp(folder.data()) != nullptr;
  if (made &&
      (!place.account || ::chown(folder.c_str(), place.account->uid, place.account->gid) == 0)) {
    return fs::path(folder);
  }
  return fail(ErrorKind::kTransient, "cannot make '{}': {}", folder, std::strerror(errno));
}

/// Gives a finished cluster its name, for good.
Result<void> rename_for_good(const fs::path& made, const fs::path& name, unsigned int flags) {
  const bool named = ::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, name.c_str(), flags) == 0;
  const FileDescriptor folder(
      ::open(name.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (named && folder && ::fsync(folder.get()) == 0) return {};
  return fail(ErrorKind::kTransient, "cannot name '{}': {}", name.string(), std::strerror(errno));
}

}  // namespace

void remove_half_made(const fs::path& base) {
  std::vector<fs::path> half_made;
  for (const fs::directory_entry& entry : fs::directory_iterator(base)) {
    if (entry.path().filename().string().starts_with(kMaking)) half_made.push_back(entry.path());
  }
  for (const fs::path& folder : half_made) {
    // Of an upgrade that was killed: it would go on among files that are gone, and at its end take
    // the socket of whoever came after it.
    if (const Result<void> stopped = stop_postmaster(folder); !stopped) {
      log::warn("server of a half-made database left", {{"error", stopped.error().message}});
      continue;
    }
    std::error_code problem;
    fs::remove_all(folder, problem);
    log::warn("half-made database removed", {{"folder", folder.string()}});
  }
}

Result<void> ensure_cluster(const ClusterPlace& place) {
  const fs::path cluster = place.cluster();
  std::error_code none;
  remove_half_made(place.base);
  // Written by initdb long before its end, but by the rename the name "db" comes after all of it.
  if (fs::exists(cluster / "PG_VERSION", none)) return {};

  const Result<PostgresPrograms> programs = find_newest_postgres(kPostgresRoot);
  if (!programs) return tl::unexpected(programs.error());
  if (Result<void> moved = move_stranger_aside(cluster); !moved) return moved;
  log::info("database being made",
            {{"folder", cluster.string()}, {"postgresql", programs->major_version}});
  const Result<fs::path> made = make_nameless_cluster(place, *programs);
  if (!made) return tl::unexpected(made.error());
  return rename_for_good(*made, cluster, 0);
}

Result<fs::path> make_nameless_cluster(const ClusterPlace& place,
                                       const PostgresPrograms& programs) {
  Result<fs::path> making = make_folder(place);
  if (!making) return making;
  // Trust is safe here: the socket can be opened by the cluster's owner and root alone.
  const Result<std::string> initdb =
      run_to_end({{programs.path("initdb"), "--pgdata=" + making->string(), "--username=cabled",
                   "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
                   "--no-instructions"},
                  place.account});
  if (!initdb) return tl::unexpected(initdb.error());
  return making;
}

Result<void> replace_cluster(const fs::path& made, const ClusterPlace& place,
                             const fs::path& kept) {
  // First the name that the old one shall have: whatever happens then, both are under names that
  // say what they are, and the version in them says which is which.
  if (Result<void> named = rename_for_good(made, kept, RENAME_NOREPLACE); !named) return named;
  return rename_for_good(kept, place.cluster(), RENAME_EXCHANGE);
}

}  // namespace cabled
