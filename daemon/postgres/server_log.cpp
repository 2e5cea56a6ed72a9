#include "daemon/postgres/server_log.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>

#include "daemon/system/file_descriptor.h"
#include "daemon/system/log.h"
#include "daemon/system/whole_file.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

std::uint64_t size_of(int fd) {
  struct stat status {};
  return ::fstat(fd, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

/// The last `most` bytes; as far as the disk has room.
void copy_end(int from, const fs::path& to, std::uint64_t most) {
  const FileDescriptor out(
      ::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!out) return;
  const std::uint64_t size = size_of(from);
  std::string buffer(std::size_t{1} << 16U, '\0');
  auto place = static_cast<off_t>(size - std::min(size, most));
  while (true) {
    const ssize_t count = ::pread(from, buffer.data(), buffer.size(), place);
    if (count <= 0 || ::write(out.get(), buffer.data(), static_cast<std::size_t>(count)) != count) {
      return;
    }
    place += count;
  }
}

}  // namespace

fs::path server_log_of(const fs::path& cluster) { return cluster.parent_path() / "db.log"; }

void bound_server_log(const fs::path& path, std::uint64_t most) {
  const FileDescriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file || size_of(file.get()) <= most) return;
  // Another process may be at it, or have done it while we waited.
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0 || size_of(file.get()) <= most) return;
  const fs::path before = path.string() + ".1";
  copy_end(file.get(), before, most);
  give_to_owner_of(path.parent_path(), before);
  if (::ftruncate(file.get(), 0) != 0) {
    log::warn("server log not shortened",
              {{"file", path.string()}, {"error", std::system_category().message(errno)}});
  }
}

}  // namespace cabled
