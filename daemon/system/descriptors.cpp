#include "daemon/system/descriptors.h"

#include <dirent.h>
#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <string_view>

#include "daemon/system/releaser.h"

namespace cabled {
namespace {

// More is of no use here, and some systems grant so many that counting them would take long.
constexpr rlim_t kMostUseful = 65536;

rlimit limits() noexcept {
  rlimit found{};
  if (getrlimit(RLIMIT_NOFILE, &found) != 0) return {};
  return found;
}

}  // namespace

std::size_t take_descriptors() noexcept {
  rlimit wanted = limits();
  const rlim_t most = std::min(wanted.rlim_max, std::max(wanted.rlim_cur, kMostUseful));
  if (wanted.rlim_cur < most) {
    wanted.rlim_cur = most;
    static_cast<void>(setrlimit(RLIMIT_NOFILE, &wanted));
  }
  return static_cast<std::size_t>(limits().rlim_cur);
}

// The limit is one of numbers: those above it, which were opened under a higher one, take no room.
std::size_t free_descriptors() noexcept {
  const std::unique_ptr<DIR, Releaser<closedir>> folder(opendir("/proc/self/fd"));
  if (!folder) return 0;
  const auto limit = static_cast<std::size_t>(limits().rlim_cur);
  std::size_t in_use = 0;
  while (const dirent* entry = readdir(folder.get())) {
    const std::string_view name(entry->d_name);
    std::size_t number = limit;
    std::from_chars(name.data(), name.data() + name.size(), number);
    const bool is_this_folder = number == static_cast<std::size_t>(dirfd(folder.get()));
    if (number < limit && !is_this_folder) ++in_use;
  }
  return limit - in_use;
}

std::size_t connections_that_fit(std::size_t wanted) noexcept {
  const std::size_t room = free_descriptors();
  const std::size_t fit =
      room > kReservedDescriptors ? (room - kReservedDescriptors) / kDescriptorsOfConnection : 0;
  return std::clamp<std::size_t>(fit, 1, std::max<std::size_t>(wanted, 1));
}

}  // namespace cabled
