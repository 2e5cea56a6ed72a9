#include "daemon/system/passed_socket.h"

#include <sys/socket.h>
#include <systemd/sd-daemon.h>

namespace cabled::service {

FileDescriptor take_passed_socket() {
  // The first argument takes the variables out of the environment: no child is to see them.
  const int passed = ::sd_listen_fds(1);
  for (int fd = SD_LISTEN_FDS_START; fd < SD_LISTEN_FDS_START + passed; ++fd) {
    if (::sd_is_socket(fd, AF_UNSPEC, SOCK_STREAM, 1) > 0) return FileDescriptor(fd);
  }
  return {};
}

}  // namespace cabled::service
