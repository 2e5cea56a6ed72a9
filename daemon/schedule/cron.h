#pragma once

#include <bitset>
#include <chrono>
#include <optional>
#include <string_view>

#include "parsers/model/error.h"

namespace cabled {

/// When something is to be done, by the clock on a wall. Two spellings:
///   cron      "30 4 * * mon-fri": minute, hour, day of the month, month, day of the week; each *,
///             a number or name, lists (1,15), ranges (9-17) and steps (*/10). When both days are
///             given, either will do, as with cron
///   calendar  "hourly", "daily 04:30", "weekly mon 04:30", "monthly 1 04:30"; what is left out is
///             the first: midnight, Monday, the first of the month
class Cron {
 public:
  using WallTime = std::chrono::sys_time<std::chrono::minutes>;

  /// kInvalid: no such time, or one that never comes (30 February).
  static Result<Cron> parse(std::string_view text);

  /// The first time after `time`.
  WallTime next(WallTime time) const;

  /// Minute or hour is `*`, with or without a step: it says how often, not at what hour. When
  /// clocks are put back and an hour comes twice, it goes on through both.
  bool repeats() const noexcept { return repeats_; }

 private:
  Cron() = default;
  bool is_day(std::chrono::sys_days day) const;
  std::optional<WallTime> find(WallTime from) const;

  std::bitset<60> minutes_;
  std::bitset<24> hours_;
  std::bitset<32> days_;
  std::bitset<13> months_;
  std::bitset<7> weekdays_;  ///< 0 is Sunday
  bool any_day_ = true;
  bool any_weekday_ = true;
  bool repeats_ = false;
};

}  // namespace cabled
