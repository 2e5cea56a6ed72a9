#include "daemon/config/proxy_options.h"

#include "daemon/config/database_url.h"

namespace cabled {

Result<void> check_proxy_url(std::string_view url) {
  // Nothing in the URL of a proxy but the end of its user is an '@'.
  if (url.find('@') == std::string_view::npos) return {};
  return fail(ErrorKind::kInvalid,
              "fetch.proxy holds a user or password; hint: put USER:PASSWORD into "
              "fetch.proxy_credentials_file");
}

Result<ProxyCredentials> read_proxy_credentials(const std::filesystem::path& file) {
  const Result<std::string> secret = read_secret(file);
  if (!secret) return tl::unexpected(secret.error());
  const std::size_t colon = secret->find(':');
  if (colon == std::string::npos || colon == 0) {
    return fail(ErrorKind::kInvalid, "secret '{}' is not USER:PASSWORD", file.string());
  }
  return ProxyCredentials{secret->substr(0, colon), secret->substr(colon + 1)};
}

}  // namespace cabled
