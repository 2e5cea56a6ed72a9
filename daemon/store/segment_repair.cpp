#include "daemon/store/segment_repair.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>

#include "daemon/store/member_scan.h"
#include "daemon/store/segment_file.h"
#include "daemon/store/segment_name.h"
#include "daemon/system/account.h"
#include "daemon/system/file_descriptor.h"
#include "daemon/system/log.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kSideFileMode = 0640;

struct Extent {
  std::uint64_t whole = 0;   ///< where the unbroken run of whole members ends
  bool more_behind = false;  ///< whether a whole member follows the break
};

Result<Extent> measure(int file, std::uint64_t size) {
  Extent extent;
  while (extent.whole < size) {
    const auto end = end_of_member(file, extent.whole);
    if (!end) return tl::unexpected(end.error());
    if (!*end) break;
    extent.whole = **end;
  }
  if (extent.whole == size) return extent;
  auto at = next_gzip_magic(file, extent.whole);
  while (at && *at) {
    const auto end = end_of_member(file, **at);
    if (!end) return tl::unexpected(end.error());
    if (*end) {
      extent.more_behind = true;
      return extent;
    }
    at = next_gzip_magic(file, **at);
  }
  if (!at) return tl::unexpected(at.error());
  return extent;
}

/// Copies what lies from `offset` on to `side`, and to disk.
Result<void> copy_tail(int file, std::uint64_t offset, const std::string& side) {
  const FileDescriptor out(
      open(side.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, kSideFileMode));
  if (!out) return tl::unexpected(segment_error("create", side));
  give_to_owner_of(fs::path(side).parent_path(), out.get());
  std::array<char, 65536> block{};
  while (true) {
    const ssize_t got = pread(file, block.data(), block.size(), static_cast<off_t>(offset));
    if (got < 0) return tl::unexpected(segment_error("read before", side));
    if (got == 0) break;
    if (write(out.get(), block.data(), static_cast<std::size_t>(got)) != got) {
      return tl::unexpected(segment_error("write", side));
    }
    offset += static_cast<std::uint64_t>(got);
  }
  if (fsync(out.get()) != 0) return tl::unexpected(segment_error("sync", side));
  return {};
}

bool is_sealed(const fs::directory_entry& entry) {
  std::error_code error;
  const fs::perms perms = entry.status(error).permissions();
  return error || (perms & fs::perms::owner_write) == fs::perms::none;
}

}  // namespace

Result<SegmentRepair> repair_tail(const std::string& path) {
  const FileDescriptor file(open(path.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
  if (!file) return tl::unexpected(segment_error("open", path));
  if (flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    return fail(ErrorKind::kRefused, "segment '{}' is being written", path);
  }
  struct stat status {};
  if (fstat(file.get(), &status) != 0) return tl::unexpected(segment_error("look at", path));
  const auto size = static_cast<std::uint64_t>(status.st_size);

  const auto extent = measure(file.get(), size);
  if (!extent) return tl::unexpected(extent.error());
  SegmentRepair repair{extent->whole, 0, extent->more_behind};
  if (extent->whole < size && !extent->more_behind) {
    // The side file is on disk before the segment is cut, so no death in between loses a byte.
    if (auto copied = copy_tail(file.get(), extent->whole, path + ".torn"); !copied) {
      return tl::unexpected(copied.error());
    }
    if (ftruncate(file.get(), static_cast<off_t>(extent->whole)) != 0) {
      return tl::unexpected(segment_error("cut", path));
    }
    repair.moved = size - extent->whole;
  }
  if (fchmod(file.get(), kSealedMode) != 0 || fsync(file.get()) != 0) {
    return tl::unexpected(segment_error("seal", path));
  }
  return repair;
}

Result<int> repair_segments(const std::string& folder) {
  std::error_code error;
  int torn = 0;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (!is_segment_name(at->path().filename().string()) || is_sealed(*at)) continue;
    const auto repair = repair_tail(at->path().string());
    if (!repair && repair.error().kind == ErrorKind::kRefused) continue;
    if (!repair) {
      // A full disk must not keep the daemon from starting: the next start tries again.
      log::warn("segment not repaired", {{"error", repair.error().message}});
      continue;
    }
    if (repair->damaged_inside) {
      log::warn("segment damaged inside", {{"segment", at->path().string()}});
    }
    if (repair->moved > 0) {
      ++torn;
      log::warn(
          "torn tail moved",
          {{"segment", at->path().string()}, {"kept", repair->kept}, {"moved", repair->moved}});
    }
  }
  if (error) return fail(ErrorKind::kTransient, "cannot list '{}': {}", folder, error.message());
  return torn;
}

}  // namespace cabled
