#pragma once

#include <array>
#include <string>
#include <string_view>

#include "parsers/model/error.h"

namespace cabled {

/// Where a connection is about to go: the name that was asked for and the address it came to.
struct Endpoint {
  std::string_view host;                       ///< as Url::host() has it: IPv6 in brackets
  std::array<unsigned char, 16> address = {};  ///< network order; IPv4 as ::ffff:a.b.c.d
  int port = 0;
};

/// ::ffff:a.b.c.d
std::array<unsigned char, 16> mapped_ipv4(const std::array<unsigned char, 4>& address) noexcept;

/// One exception from the rule that private addresses are never connected to.
///
/// Two forms: a range ("10.1.0.0/16", "fd00::/8", "127.0.0.1": any port), or one host with its port
/// ("127.0.0.1:8080", "[::1]:8080", "mirror.internal:8080"). A host by name is trusted with
/// whatever address it resolves to, so only names of one's own network belong here.
class AddressAllowance {
 public:
  static Result<AddressAllowance> parse(std::string_view text);

  bool covers(const Endpoint& endpoint) const noexcept;
  bool names_port() const noexcept { return port_ != 0; }
  const std::string& text() const noexcept { return text_; }

  bool operator==(const AddressAllowance& other) const { return text_ == other.text_; }

 private:
  AddressAllowance() = default;

  std::string text_;
  std::string host_;  ///< empty for a range
  int port_ = 0;      ///< 0: any
  std::array<unsigned char, 16> network_ = {};
  int prefix_bits_ = 0;
};

}  // namespace cabled
