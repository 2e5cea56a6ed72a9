#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "daemon/metrics/instruments.h"

namespace cabled {

/// What became of a page, as `cabled_pages_total` tells it.
enum class PageOutcome : std::uint8_t { kStored, kDuplicate, kRefused, kFailed, kRead, kAgain };

/// Figures of the daemon: counted by its stages, or set by whoever looks now and then. They live as
/// long as the process, so that they go on through a reload.
struct CrawlMetrics {
  CrawlMetrics();

  void count_page(PageOutcome outcome) noexcept;
  /// An answer with its status, and how long it took.
  void count_answer(int status, std::chrono::microseconds took) noexcept;
  /// A request without an answer.
  void count_no_answer() noexcept;
  void count_write(std::chrono::steady_clock::duration took) noexcept;

  CounterFamily pages;
  CounterFamily fetches;
  DurationFamily fetch_duration;
  DurationFamily write_duration;
  GaugeFamily stage_queue;
  GaugeFamily frontier_urls;
  GaugeFamily cable_ratio;
  GaugeFamily drift_alarm;
  GaugeFamily feed_lag_changes;
  GaugeFamily feed_lag_seconds;
  GaugeFamily archive_bytes;
  GaugeFamily archive_paused;
  GaugeFamily disk_free_bytes;

  std::vector<MetricFamily> read() const;
};

/// Those of this process.
CrawlMetrics& crawl_metrics();

}  // namespace cabled
