#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cabled {

enum class MetricKind { kCounter, kGauge, kHistogram };

/// What a figure is called. Names follow Prometheus' rules: prefix `cabled_`, base units, counters
/// end in `_total`.
struct MetricName {
  std::string_view name;
  std::string_view help;   ///< a sentence without a full stop
  std::string_view label;  ///< name of the label; "" when there is but one series
};

/// The distribution of one series.
struct MetricDistribution {
  std::vector<std::pair<double, std::uint64_t>> buckets;  ///< upper bound, how many up to it
  std::uint64_t count = 0;
  double sum = 0;
};

/// One series: the value of its label, and what it stands at.
struct MetricSample {
  std::string label_value;
  double value = 0;
  MetricDistribution distribution;  ///< of a histogram, in place of the value
};

/// All series of a name, at one moment.
struct MetricFamily {
  MetricName name;
  MetricKind kind = MetricKind::kGauge;
  std::vector<MetricSample> samples;
};

}  // namespace cabled
