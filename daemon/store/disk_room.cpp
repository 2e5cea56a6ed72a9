#include "daemon/store/disk_room.h"

#include <sys/statvfs.h>

#include <cerrno>
#include <system_error>

namespace cabled {
namespace {

constexpr std::uint64_t kMegabyte = 1'000'000;

}  // namespace

Result<void> disk_room(const std::string& folder, std::uint64_t floor) {
  struct statvfs disk {};
  if (statvfs(folder.c_str(), &disk) != 0) {
    return fail(ErrorKind::kTransient, "cannot ask for the free space of '{}': {}", folder,
                std::generic_category().message(errno));
  }
  // f_bavail, not f_bfree: what is set aside for root is of no use to an unprivileged daemon.
  const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  if (free >= floor) return {};
  return fail(ErrorKind::kTransient,
              "only {} MB free in '{}', {} MB are to be left; hint: free some space or lower the "
              "archive's floor",
              free / kMegabyte, folder, floor / kMegabyte);
}

}  // namespace cabled
