#include "daemon/system/host_name.h"

#include <unistd.h>

#include <array>

namespace cabled {

std::string host_name() {
  std::array<char, 65> name{};  // HOST_NAME_MAX and its NUL
  if (gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return "localhost";
  return name.data();
}

}  // namespace cabled
