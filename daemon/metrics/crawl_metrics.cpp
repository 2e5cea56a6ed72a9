#include "daemon/metrics/crawl_metrics.h"

#include <array>
#include <string_view>

namespace cabled {
namespace {

using Names = std::string_view;

// In the order of PageOutcome.
constexpr std::array<Names, 6> kOutcomes{"stored", "duplicate", "refused",
                                         "failed", "read",      "again"};
constexpr std::array<Names, 6> kStatusClasses{"1xx", "2xx", "3xx", "4xx", "5xx", "error"};
constexpr std::size_t kNoAnswer = kStatusClasses.size() - 1;

}  // namespace

CrawlMetrics::CrawlMetrics()
    : pages({"cabled_pages_total", "Pages that were settled, by what became of them", "outcome"},
            kOutcomes),
      fetches({"cabled_fetches_total", "Requests to sites, by the class of the answer's status",
               "status_class"},
              kStatusClasses),
      fetch_duration({"cabled_fetch_duration_seconds", "Time of requests that were answered", ""},
                     kNoLabel),
      write_duration(
          {"cabled_write_duration_seconds", "Time of transactions that stored pages", ""},
          kNoLabel),
      stage_queue({"cabled_stage_queue", "Pages that wait for a stage", "stage"}),
      frontier_urls(
          {"cabled_frontier_urls", "URLs of pages that are known, by their state", "state"}),
      cable_ratio({"cabled_source_cable_ratio",
                   "Share of a source's latest pages that gave a cable, 0 to 1", "source"}),
      drift_alarm({"cabled_source_drift_alarm",
                   "1 when a source's latest pages are worse than those before", "source"}),
      feed_lag_changes(
          {"cabled_feed_lag_changes", "Changes that a follower has not read yet", "consumer"}),
      feed_lag_seconds({"cabled_feed_lag_seconds",
                        "Age of the oldest change that a follower has not read yet", "consumer"}),
      archive_bytes({"cabled_archive_bytes", "Size of the archive's segments on this machine", ""}),
      archive_paused({"cabled_archive_paused", "1 when the archive takes no pages", ""}),
      disk_free_bytes({"cabled_disk_free_bytes", "Free space on the disk of the archive", ""}) {}

void CrawlMetrics::count_page(PageOutcome outcome) noexcept {
  pages.add(static_cast<std::size_t>(outcome));
}

void CrawlMetrics::count_answer(int status, std::chrono::microseconds took) noexcept {
  const int status_class = status / 100;
  const bool is_known = status_class >= 1 && status_class <= 5;
  fetches.add(is_known ? static_cast<std::size_t>(status_class - 1) : kNoAnswer);
  fetch_duration.observe(0, took);
}

void CrawlMetrics::count_no_answer() noexcept { fetches.add(kNoAnswer); }

void CrawlMetrics::count_write(std::chrono::steady_clock::duration took) noexcept {
  write_duration.observe(0, took);
}

std::vector<MetricFamily> CrawlMetrics::read() const {
  return {pages.read(),
          fetches.read(),
          fetch_duration.read(),
          write_duration.read(),
          stage_queue.read(),
          frontier_urls.read(),
          cable_ratio.read(),
          drift_alarm.read(),
          feed_lag_changes.read(),
          feed_lag_seconds.read(),
          archive_bytes.read(),
          archive_paused.read(),
          disk_free_bytes.read()};
}

CrawlMetrics& crawl_metrics() {
  static CrawlMetrics metrics;
  return metrics;
}

}  // namespace cabled
