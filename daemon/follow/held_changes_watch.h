#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "db/feed/held_changes.h"
#include "db/sql/connection.h"

namespace cabled {

/// How many changes are counted before it is enough to say that they are many.
inline constexpr std::int64_t kHeldCountedUpTo = 100'000;
/// A batch that is being written holds changes back for a moment; what lasts longer is worth a
/// word.
inline constexpr std::int64_t kHeldForLong = 10;  // seconds

Result<std::optional<db::HeldChanges>> look_at_held_changes(db::Connection& connection);

/// What is held back, by whom and since when, and what may be done about it.
std::string held_words(const db::HeldChanges& held);

/// Tells the log of one who follows that changes are held back: when it has lasted, again each
/// hour, and when it is over. Used from one thread.
class HeldChangesWatch {
 public:
  using Clock = std::chrono::steady_clock;

  /// Whether it is time to look again.
  bool is_due(Clock::time_point now) const { return now >= next_look_; }
  /// Takes what a look at `now` gave.
  void saw(const Result<std::optional<db::HeldChanges>>& held, Clock::time_point now);

 private:
  Clock::time_point next_look_{};
  Clock::time_point next_word_{};
  bool told_ = false;  ///< that changes are held back, and not yet that it is over
};

}  // namespace cabled
