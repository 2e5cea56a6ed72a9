#include "daemon/system/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>
#include <thread>

#include "daemon/system/account.h"

namespace cabled {

Result<FileLock> FileLock::acquire(const std::filesystem::path& file, Mode mode,
                                   std::chrono::milliseconds patience) {
  FileDescriptor fd(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd) {
    return fail(ErrorKind::kInvalid, "cannot open lock '{}': {}{}", file.string(),
                std::strerror(errno),
                errno == EACCES ? "; hint: --state-dir, or run as its owner" : "");
  }
  give_to_owner_of(file.parent_path(), fd.get());
  // flock has no deadline of its own, and a stopped holder must not hang everybody for ever.
  static constexpr std::chrono::milliseconds kBetweenTries{5};
  const auto deadline = std::chrono::steady_clock::now() + patience;
  const int operation = (mode == Mode::kShared ? LOCK_SH : LOCK_EX) | LOCK_NB;
  while (::flock(fd.get(), operation) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) {
      return fail(ErrorKind::kTransient, "cannot lock '{}': {}", file.string(),
                  std::strerror(errno));
    }
    if (std::chrono::steady_clock::now() >= deadline) {
      return fail(ErrorKind::kTransient, "'{}' is locked by another process", file.string());
    }
    std::this_thread::sleep_for(kBetweenTries);
  }
  return FileLock(std::move(fd));
}

bool FileLock::try_make_exclusive() noexcept {
  return ::flock(file_.get(), LOCK_EX | LOCK_NB) == 0;
}

bool FileLock::is_held_by_us_alone() noexcept {
  const bool alone = try_make_exclusive();
  ::flock(file_.get(), LOCK_SH);
  return alone;
}

}  // namespace cabled
