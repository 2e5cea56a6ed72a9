#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cabled {

using Ipv4Bytes = std::array<std::uint8_t, 4>;   ///< network order
using Ipv6Bytes = std::array<std::uint8_t, 16>;  ///< network order

/// Reads one to four numbers in decimal, octal or hexadecimal, as inet_aton() and browsers do.
std::optional<Ipv4Bytes> read_ipv4(std::string_view text) noexcept;
/// Reads RFC 4291's text forms; no brackets, no zone.
std::optional<Ipv6Bytes> read_ipv6(std::string_view text) noexcept;

}  // namespace cabled
