#pragma once

#include <chrono>
#include <optional>

namespace cabled {

/// When a receiver that does not take what it is sent is tried again, and when it has been given
/// long enough: after 0.1 s, doubling to five minutes, or when it asks for. Time comes from
/// outside.
class DeliveryPace {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit DeliveryPace(std::chrono::milliseconds patience) : patience_(patience) {}

  /// The receiver took something, or was spared it: all begins anew.
  void begin_anew();
  /// It did not take it; `asked` is how long it wants to be left alone.
  void failed(Time now, std::optional<std::chrono::seconds> asked);

  /// Whether it has refused the same for as long as it may.
  bool is_exhausted(Time now) const;
  /// How long it is left alone from now on.
  std::chrono::milliseconds rest(Time now) const;
  /// How often it has refused since it last took something.
  int failures() const noexcept { return failures_; }

 private:
  std::chrono::milliseconds patience_;
  int failures_ = 0;
  Time first_failure_{};
  Time next_try_{};
};

}  // namespace cabled
