#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/sql/array_parameter.h"

namespace cabled::db {

/// Priorities 0 and 1 are of URLs that a person asked for, and of what these led to.
inline constexpr int kRequested = 1;
inline constexpr int kAnyPriority = 9;

/// Which URLs of the frontier a process takes; it leaves the others where they are. Those of a
/// paused source nobody takes.
struct Remit {
  int priority = kAnyPriority;  ///< that number or less
  /// Of these sources, and of none; absent: whatever their source.
  std::optional<std::vector<int>> sources = {};

  /// The sources as a parameter of a statement; null for all.
  std::optional<std::string> source_list() const {
    if (!sources) return std::nullopt;
    ArrayParameter list;
    for (const int id : *sources) list.add(id);
    return list.literal();
  }
};

}  // namespace cabled::db
