#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/metrics/metric_family.h"

// Figures that the program counts as it goes. Any thread may count and read; counting is a few
// atomic additions, and no lock. The values of labels are given at the making, so that nothing
// which the network says becomes one.
namespace cabled {

/// Counters of one name, by the value of their label.
class CounterFamily {
 public:
  /// `values` of the label; without one there is one counter.
  CounterFamily(MetricName name, std::span<const std::string_view> values);

  /// `index` of the label's value.
  void add(std::size_t index, std::uint64_t count = 1) noexcept {
    counts_[index].fetch_add(count, std::memory_order_relaxed);
  }
  MetricFamily read() const;

 private:
  MetricName name_;
  std::vector<std::string> values_;
  std::deque<std::atomic<std::uint64_t>> counts_;
};

/// Durations of one name, by the value of their label.
class DurationFamily {
 public:
  using Duration = std::chrono::duration<double>;

  /// From what a page takes from memory to what a client gives up at, in seconds.
  static constexpr std::array kBounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                      0.25,  0.5,    1.0,   2.5,  5.0,   10.0, 30.0};

  DurationFamily(MetricName name, std::span<const std::string_view> values);

  void observe(std::size_t index, Duration duration) noexcept;
  MetricFamily read() const;

 private:
  struct Series {
    std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> counts{};  // the last: beyond
    std::atomic<double> sum{0};
  };

  MetricName name_;
  std::vector<std::string> values_;
  std::deque<Series> series_;
};

/// Values of one name that are set as a whole, each time that somebody has looked.
class GaugeFamily {
 public:
  using Values = std::vector<std::pair<std::string, double>>;

  explicit GaugeFamily(MetricName name) : name_(name) {}

  void set(double value) { set(Values{{"", value}}); }
  void set(Values values);
  /// No series before the first set().
  MetricFamily read() const;

 private:
  MetricName name_;
  mutable std::mutex mutex_;
  Values values_;  // guarded by mutex_
};

/// The one series of a name without a label.
inline constexpr std::array<std::string_view, 1> kNoLabel{""};

}  // namespace cabled
