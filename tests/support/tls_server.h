#pragma once

#include <string>
#include <vector>

#include "tests/support/shared_data.h"

namespace cabled::test {

/// Keys and certificates of one test, made with the openssl program: a certificate authority of its
/// own and what it signed. Throws when openssl is not there.
class Certificates {
 public:
  Certificates();

  std::string authority() const { return folder_.path() / "ca.pem"; }
  /// "good" (for cables.example), "expired", "other" (for other.example), "self" (signed by
  /// itself), "stranger" (by another authority) or "client" (by the right one, but not for
  /// servers).
  std::string chain(const std::string& name) const { return folder_.path() / (name + ".pem"); }
  std::string key(const std::string& name) const { return folder_.path() / (name + ".key"); }

 private:
  TemporaryFolder folder_;
};

/// `openssl s_server -www` on 127.0.0.1, which answers any GET with a page about the connection.
class TlsServer {
 public:
  TlsServer(const Certificates& certificates, const std::string& name,
            const std::vector<std::string>& more_arguments = {});
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;
  TlsServer(TlsServer&&) = delete;
  TlsServer& operator=(TlsServer&&) = delete;
  ~TlsServer();

  int port() const noexcept { return port_; }

 private:
  int process_ = -1;
  int output_ = -1;
  int port_ = 0;
};

}  // namespace cabled::test
