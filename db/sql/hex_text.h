#pragma once

#include <string>
#include <string_view>

namespace cabled::db {

/// The bytes that PostgreSQL's encode(…, 'hex') wrote, the form in which statements ask for bytea
/// that is no text.
inline std::string bytes_of_hex(std::string_view hex) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  }
  return bytes;
}

}  // namespace cabled::db
