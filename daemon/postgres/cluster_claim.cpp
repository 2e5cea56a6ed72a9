#include "daemon/postgres/cluster_claim.h"

#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string>

#include "daemon/system/kernel_identity.h"
#include "daemon/system/whole_file.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

// Sessions of a server that was killed take a moment to notice.
constexpr std::chrono::seconds kOrphanPatience{10};

// linux/magic.h and statfs(2). FUSE (0x65735546) is not among them: it may be a local disk.
constexpr std::array<unsigned long, 8> kNetworkFilesystems{
    0x6969,      // NFS
    0xFF534D42,  // CIFS
    0xFE534D42,  // SMB2
    0x517B,      // SMB
    0x5346414F,  // AFS
    0x6B414653,  // AFS, the kernel's own
    0x73757245,  // Coda
    0x00C36400,  // Ceph
};

KernelIdentity starter_of(const fs::path& base) {
  std::ifstream in(base / "db.starter");
  KernelIdentity starter;
  std::getline(in, starter.host);
  std::getline(in, starter.boot);
  std::getline(in, starter.pid_namespace);
  return starter;
}

Result<void> sign(const fs::path& base, const KernelIdentity& self) {
  return write_whole_file(base / "db.starter",
                          fmt::format("{}\n{}\n{}\n", self.host, self.boot, self.pid_namespace));
}

auto unreachable(const ClusterPlace& place, const KernelIdentity& starter) {
  return fail(
      ErrorKind::kTransient,
      "the database server in '{}' was started by host '{}' ({}) and cannot be reached from "
      "here; hint: end the cabled that runs there, or give both one PostgreSQL by "
      "database.url",
      place.cluster().string(), starter.host.empty() ? "unknown" : starter.host,
      starter.pid_namespace.empty() ? "unknown namespace" : starter.pid_namespace);
}

}  // namespace

Result<FileLock> claim_cluster(const ClusterPlace& place, FileLock& users) {
  const KernelIdentity starter = starter_of(place.base);
  const KernelIdentity self = kernel_identity();
  const fs::path file = place.base / "db.server.lock";
  Result<FileLock> claim = FileLock::acquire(file, FileLock::Mode::kExclusive, kOrphanPatience);
  if (!claim && claim.error().kind == ErrorKind::kTransient) return unreachable(place, starter);
  if (!claim) return claim;
  give_to_owner_of(place.base, file);

  const bool same_kernel = !self.boot.empty() && starter.boot == self.boot;
  if (fs::exists(place.cluster() / "postmaster.pid") && !same_kernel && starter != self &&
      !users.is_held_by_us_alone()) {
    return unreachable(place, starter);
  }
  if (const Result<void> marked = sign(place.base, self); !marked) {
    return tl::unexpected(marked.error());
  }
  return claim;
}

bool is_network_filesystem(unsigned long type) noexcept {
  return std::ranges::find(kNetworkFilesystems, type) != kNetworkFilesystems.end();
}

Result<void> refuse_network_folder(const fs::path& folder) {
  struct statfs status {};
  // Some kinds are negative where the field is signed and narrow.
  if (::statfs(folder.c_str(), &status) != 0 ||
      !is_network_filesystem(static_cast<unsigned long>(status.f_type) & 0xFFFFFFFFUL)) {
    return {};
  }
  return fail(ErrorKind::kInvalid,
              "'{}' lies on a network file system, where the embedded database is not safe; hint: "
              "put state_dir on a local disk, or set database.url",
              folder.string());
}

}  // namespace cabled
