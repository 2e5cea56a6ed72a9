#include "daemon/system/name_lookup.h"

#include <netdb.h>

#include <cstdlib>

namespace cabled {

Result<void> look_up_name(const std::string& name) {
  // By default glibc asks each server twice for five seconds. What a user has set stays.
  ::setenv("RES_OPTIONS", "timeout:2 attempts:1", 0);
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int answer = ::getaddrinfo(name.c_str(), nullptr, &hints, &found);
  if (found != nullptr) ::freeaddrinfo(found);
  if (answer == 0) return {};
  const bool unknown = answer == EAI_NONAME || answer == EAI_NODATA;
  return fail(unknown ? ErrorKind::kInvalid : ErrorKind::kTransient, "{}", ::gai_strerror(answer));
}

}  // namespace cabled
