#pragma once

#include <algorithm>
#include <cstdint>

namespace cabled::db {

/// A fair part of all cables, and the same one tomorrow: those whose hashtext(id) is below this
/// bound. part: from 0 to 1. Index: cable_sample.
inline std::int64_t hash_bound(double part) {
  constexpr double kHashes = 4294967296.0;
  return static_cast<std::int64_t>(std::min(part, 1.0) * (kHashes - 1)) - 2147483648;
}

/// The part that so many of all are.
inline double part_of(std::int64_t wanted, std::int64_t all) {
  return static_cast<double>(wanted) / static_cast<double>(std::max<std::int64_t>(all, 1));
}

}  // namespace cabled::db
