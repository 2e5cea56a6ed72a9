#include "daemon/postgres/cluster_place.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "daemon/postgres/child_process.h"
#include "daemon/system/log.h"
#include "daemon/system/whole_file.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

std::optional<uid_t> owner_of(const fs::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return std::nullopt;
  return status.st_uid;
}

/// Who runs the server when root starts it: the cluster's owner, then the state directory's, so
/// that both root and the service can use it; then the first well-known account.
Result<Account> unprivileged_account(const fs::path& cluster, const fs::path& state_dir) {
  for (const fs::path& owned : {cluster, state_dir}) {
    const std::optional<uid_t> owner = owner_of(owned);
    if (!owner || *owner == 0) continue;
    if (std::optional<Account> account = find_account(*owner)) return *account;
    return fail(ErrorKind::kInvalid,
                "'{}' belongs to user number {}, whom this machine does not know", owned.string(),
                *owner);
  }
  for (const char* name : {"cabled", "postgres", "nobody"}) {
    if (std::optional<Account> account = find_account(std::string(name))) return *account;
  }
  return fail(ErrorKind::kInvalid,
              "PostgreSQL refuses to run as root and there is no user to run it as; hint: make a "
              "system user 'cabled'");
}

/// A new folder from `pattern` (ends in XXXXXX), owned by the account, entered by nobody else.
Result<fs::path> make_private_folder(std::string pattern, const std::optional<Account>& account) {
  const bool made = ::mkdtemp(pattern.data()) != nullptr;
  if (made && (!account || ::chown(pattern.c_str(), account->uid, account->gid) == 0)) {
    return fs::path(pattern);
  }
  return fail(ErrorKind::kTransient, "cannot make folder '{}': {}", pattern, std::strerror(errno));
}

Result<fs::path> make_place_elsewhere(const fs::path& state_dir, const fs::path& elsewhere,
                                      const Account& account) {
  std::error_code problem;
  fs::create_directories(elsewhere, problem);
  // Others may pass through to their own cluster but not list the folder.
  if (!problem) fs::permissions(elsewhere, static_cast<fs::perms>(0711), problem);
  if (problem) {
    return fail(ErrorKind::kTransient, "cannot make '{}': {}", elsewhere.string(),
                problem.message());
  }
  Result<fs::path> base = make_private_folder(elsewhere / "XXXXXX", account);
  if (!base) return base;
  if (const Result<void> written =
          write_whole_file(state_dir / "db.location", base->string() + "\n");
      !written) {
    return tl::unexpected(written.error());
  }
  log::info("database placed elsewhere",
            {{"state_dir", state_dir.string()},
             {"place", base->string()},
             {"why", "user '" + account.name + "' cannot enter the state directory"}});
  return base;
}

bool fits_socket_address(const fs::path& folder) {
  static constexpr std::size_t kLongest = 107;
  static constexpr std::string_view kSocketName = "/.s.PGSQL.5432";
  // PostgreSQL makes a lock file beside the socket, but opens that by path: no such limit.
  return folder.string().size() + kSocketName.size() <= kLongest;
}

/// Characters that neither PostgreSQL's list of folders nor libpq's list of hosts gives a meaning.
bool is_plain(const fs::path& folder) {
  return std::ranges::all_of(folder.string(), [](char c) {
    return ascii::is_alnum(c) || std::string_view("/._-+@").find(c) != std::string_view::npos;
  });
}

/// Remembered folders may have vanished in a reboot, and anyone may have made that name anew.
bool is_ours_alone(const fs::path& folder, uid_t owner) {
  struct stat status {};
  return ::lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
         status.st_uid == owner && (status.st_mode & 0777U) == 0700U;
}

std::string runtime_root(bool for_root) {
  const char* const own = std::getenv("XDG_RUNTIME_DIR");
  if (for_root) return "/run";
  if (own != nullptr && own[0] == '/' && is_plain(own) &&
      fits_socket_address(fs::path(own) / "cabled-XXXXXX") && ::access(own, W_OK | X_OK) == 0) {
    return own;
  }
  return "/tmp";
}

}  // namespace

Result<ClusterPlace> find_cluster_place(const fs::path& state_dir, const fs::path& elsewhere) {
  const std::string remembered = first_line_of(state_dir / "db.location");
  const fs::path base = remembered.empty() ? state_dir : fs::path(remembered);
  if (!fs::exists(base)) {
    return fail(ErrorKind::kInvalid,
                "the database of '{}' is gone: no '{}'; hint: bring it back, or remove db.location "
                "to begin an empty one",
                state_dir.string(), base.string());
  }
  if (::geteuid() != 0) return ClusterPlace{base, std::nullopt};

  const Result<Account> account =
      unprivileged_account(base / "db", remembered.empty() ? state_dir : base);
  if (!account) return tl::unexpected(account.error());
  if (can_enter(*account, base)) return ClusterPlace{base, *account};
  if (fs::exists(base / "db")) {
    return fail(ErrorKind::kInvalid, "user '{}' cannot enter '{}', where its database is",
                account->name, base.string());
  }
  const Result<fs::path> place = make_place_elsewhere(state_dir, elsewhere, *account);
  if (!place) return tl::unexpected(place.error());
  return ClusterPlace{*place, *account};
}

Result<fs::path> find_socket_folder(const fs::path& state_dir, const ClusterPlace& place) {
  const fs::path cluster = place.cluster();
  if (fits_socket_address(cluster) && is_plain(cluster)) return cluster;

  const uid_t owner = place.account ? place.account->uid : ::geteuid();
  const fs::path remembered = first_line_of(state_dir / "db.socket");
  if (!remembered.empty() && is_ours_alone(remembered, owner)) return remembered;
  const std::string root = runtime_root(::geteuid() == 0);
  Result<fs::path> folder = make_private_folder(root + "/cabled-XXXXXX", place.account);
  if (!folder) return folder;
  if (const Result<void> written =
          write_whole_file(state_dir / "db.socket", folder->string() + "\n");
      !written) {
    return tl::unexpected(written.error());
  }
  return folder;
}

void drop_socket_folder(const ClusterPlace& place, const fs::path& socket_folder) {
  if (socket_folder.empty() || socket_folder == place.cluster()) return;
  std::error_code not_empty;
  fs::remove(socket_folder, not_empty);
}

}  // namespace cabled
