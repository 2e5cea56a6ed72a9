#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "parsers/model/error.h"

namespace cabled {

/// A number of bytes.
struct Bytes {
  std::uint64_t count = 0;

  auto operator<=>(const Bytes&) const = default;
};

constexpr Bytes operator""_KiB(unsigned long long count) { return Bytes{count << 10U}; }
constexpr Bytes operator""_MiB(unsigned long long count) { return Bytes{count << 20U}; }
constexpr Bytes operator""_GiB(unsigned long long count) { return Bytes{count << 30U}; }

/// A number with a unit: ms, s, m, h, d or w, such as "1.5s" or "10m". Never negative.
Result<std::chrono::milliseconds> parse_duration(std::string_view text);

/// A number with a unit: B, KiB, MiB, GiB or TiB (KB and so on are powers of 1000).
Result<Bytes> parse_bytes(std::string_view text);

/// In the largest unit that needs no fraction; what the parse functions read back exactly.
std::string format_duration(std::chrono::milliseconds duration);
std::string format_bytes(Bytes bytes);

}  // namespace cabled
