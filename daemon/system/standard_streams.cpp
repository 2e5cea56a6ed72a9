#include "daemon/system/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

namespace cabled {

void settle_standard_streams() noexcept {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) != -1 || errno != EBADF) continue;
    // The lowest free number is `stream`, since those below it are filled. Standard output is not
    // opened for writing: a result that goes nowhere must not look as if it had been taken.
    const int mode = stream == STDERR_FILENO ? O_WRONLY : O_RDONLY;
    if (::open("/dev/null", mode) != stream) std::abort();  // NOLINT: inherited by children too
  }
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace cabled
