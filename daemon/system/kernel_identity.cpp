#include "daemon/system/kernel_identity.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "daemon/system/host_name.h"

namespace cabled {
namespace {

std::string first_line(const char* file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

std::string link_target(const char* link) {
  std::array<char, 64> target{};
  const ssize_t size = ::readlink(link, target.data(), target.size());
  return {target.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

}  // namespace

KernelIdentity kernel_identity() {
  KernelIdentity identity;
  identity.host = host_name();
  // Not there when the service manager shows processes alone (ProcSubset=pid).
  identity.boot = first_line("/proc/sys/kernel/random/boot_id");
  // A /proc of another namespace, as of the machine in a container, numbers us otherwise.
  if (link_target("/proc/self") == std::to_string(::getpid())) {
    identity.pid_namespace = link_target("/proc/self/ns/pid");
  }
  return identity;
}

}  // namespace cabled
