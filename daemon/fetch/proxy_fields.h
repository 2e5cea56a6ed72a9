#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// A head of HTTP without its `Proxy-*` lines: they are between us and the proxy, and one of them
/// holds its password. All else stays byte for byte.
std::string without_proxy_fields(std::string_view head);

}  // namespace cabled
