#pragma once

#include <chrono>
#include <cstdint>

namespace cabled {

/// Keeps what is received to so many bytes a second on average: what came too fast is waited for
/// before the next transfer starts. Plain values; whoever asks brings the clock.
class Bandwidth {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// 0: no cap.
  explicit Bandwidth(std::uint64_t bytes_per_second) : bytes_per_second_(bytes_per_second) {}

  Time next_start() const noexcept { return paid_until_; }
  /// `since` is when the first of the bytes came: what took its time to come is not waited for once
  /// more.
  void took(std::uint64_t bytes, Time since) noexcept;

 private:
  std::uint64_t bytes_per_second_;
  Time paid_until_{};  ///< when all that came so far would have come at the rate allowed
};

}  // namespace cabled
