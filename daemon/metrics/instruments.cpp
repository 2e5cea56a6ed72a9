#include "daemon/metrics/instruments.h"

#include <algorithm>

namespace cabled {

CounterFamily::CounterFamily(MetricName name, std::span<const std::string_view> values)
    : name_(name), values_(values.begin(), values.end()), counts_(values.size()) {}

MetricFamily CounterFamily::read() const {
  MetricFamily family{name_, MetricKind::kCounter, {}};
  family.samples.reserve(values_.size());
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const auto count = static_cast<double>(counts_[i].load(std::memory_order_relaxed));
    family.samples.push_back({values_[i], count, {}});
  }
  return family;
}

DurationFamily::DurationFamily(MetricName name, std::span<const std::string_view> values)
    : name_(name), values_(values.begin(), values.end()), series_(values.size()) {}

void DurationFamily::observe(std::size_t index, Duration duration) noexcept {
  const auto bound = std::ranges::lower_bound(kBounds, duration.count());
  Series& series = series_[index];
  series.counts[static_cast<std::size_t>(bound - kBounds.begin())].fetch_add(
      1, std::memory_order_relaxed);
  series.sum.fetch_add(duration.count(), std::memory_order_relaxed);
}

MetricFamily DurationFamily::read() const {
  MetricFamily family{name_, MetricKind::kHistogram, {}};
  family.samples.reserve(values_.size());
  for (std::size_t i = 0; i < values_.size(); ++i) {
    MetricDistribution seen;
    seen.buckets.reserve(kBounds.size());
    for (std::size_t bound = 0; bound < kBounds.size(); ++bound) {
      seen.count += series_[i].counts[bound].load(std::memory_order_relaxed);
      seen.buckets.emplace_back(kBounds[bound], seen.count);
    }
    // The count is the sum of the buckets, so that the two agree while others count.
    seen.count += series_[i].counts.back().load(std::memory_order_relaxed);
    seen.sum = series_[i].sum.load(std::memory_order_relaxed);
    family.samples.push_back({values_[i], 0, std::move(seen)});
  }
  return family;
}

void GaugeFamily::set(Values values) {
  const std::lock_guard lock(mutex_);
  values_ = std::move(values);
}

MetricFamily GaugeFamily::read() const {
  MetricFamily family{name_, MetricKind::kGauge, {}};
  const std::lock_guard lock(mutex_);
  family.samples.reserve(values_.size());
  for (const auto& [label_value, value] : values_) {
    family.samples.push_back({label_value, value, {}});
  }
  return family;
}

}  // namespace cabled
