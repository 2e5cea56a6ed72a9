#pragma once

#include <algorithm>
#include <chrono>

namespace cabled {

/// How long to wait between two looks at figures that the database has to count, when a look takes
/// `took`: a fiftieth of one connection's time is enough for them, and Prometheus asks four times a
/// minute.
inline std::chrono::milliseconds slow_pace(std::chrono::steady_clock::duration took) {
  constexpr std::chrono::milliseconds kLeast{15'000};
  return std::max(kLeast, std::chrono::ceil<std::chrono::milliseconds>(50 * took));
}

}  // namespace cabled
