#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "parsers/model/error.h"

namespace cabled {

/// Refuses a proxy's URL that holds a user or password: it would be seen in logs and backups of the
/// configuration. The message does not repeat the URL.
Result<void> check_proxy_url(std::string_view url);

/// Who we are to the proxy; both "" when it does not ask.
struct ProxyCredentials {
  std::string user;
  std::string password;
};

/// Reads a file that holds `USER:PASSWORD` in one line; others may not read it (read_secret()).
Result<ProxyCredentials> read_proxy_credentials(const std::filesystem::path& file);

}  // namespace cabled
