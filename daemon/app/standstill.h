#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>

#include "daemon/pipeline/stage_sign.h"

namespace cabled {

/// Tells a daemon that hangs from one that has nothing to do or waits for others. A stage stands
/// still when it has had work for ten minutes and done no step of it, while nobody waited for the
/// database or for room on the disk: what holds one stage up leaves the others without credits.
class Standstill {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// Longer than any step of a stage that is well.
  static constexpr std::chrono::minutes kPatience{10};
  /// A wait for the database is one only when it is longer than its statements.
  static constexpr std::chrono::seconds kLongWait{10};

  explicit Standstill(Time now) : excused_at_(now) {}

  /// The stage that stands still; to be asked much more often than every ten minutes.
  std::optional<std::string> find(std::span<const StageReading> stages, Time now);

 private:
  Time excused_at_;  ///< patience begins anew when what was waited for is there
};

}  // namespace cabled
