#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// Which Host a request may name. A page elsewhere whose name is made to point at this machine (DNS
/// rebinding) names its own host, and gets nothing.
class HostRule {
 public:
  /// `names` are answered beside localhost and the address that a client has connected to; "*"
  /// among them answers all.
  explicit HostRule(std::vector<std::string> names);

  /// `host` is the field's value, with or without a port; `local` as local_host() gives it.
  bool answers(std::string_view host, std::string_view local) const;

 private:
  std::vector<std::string> names_;  // in small letters
};

}  // namespace cabled
