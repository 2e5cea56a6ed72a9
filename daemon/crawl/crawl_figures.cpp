#include "daemon/crawl/crawl_figures.h"

#include <filesystem>
#include <utility>
#include <vector>

#include "daemon/app/slow_pace.h"
#include "daemon/answers/drift.h"
#include "daemon/metrics/crawl_metrics.h"
#include "daemon/store/disk_room.h"
#include "daemon/store/retention.h"
#include "daemon/system/stop_order.h"
#include "db/feed/feed_lag.h"
#include "db/frontier/source_health.h"
#include "db/query/status_queries.h"

namespace cabled {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kFiguresEvery{1};

/// What the database knows, as one transaction sees it.
struct Known {
  db::Account account;
  std::vector<db::SourceHealth> sources;
  std::vector<db::FeedLag> lags;
};

void set_sources(const std::vector<db::SourceHealth>& sources) {
  GaugeFamily::Values ratios;
  GaugeFamily::Values alarms;
  for (const db::SourceHealth& source : sources) {
    if (source.recent.cable_share) ratios.emplace_back(source.name, *source.recent.cable_share);
    alarms.emplace_back(source.name, drift_alarms(source).empty() ? 0 : 1);
  }
  crawl_metrics().cable_ratio.set(std::move(ratios));
  crawl_metrics().drift_alarm.set(std::move(alarms));
}

void set_lags(const std::vector<db::FeedLag>& lags) {
  GaugeFamily::Values changes;
  GaugeFamily::Values seconds;
  for (const db::FeedLag& lag : lags) {
    changes.emplace_back(lag.consumer, static_cast<double>(lag.changes));
    seconds.emplace_back(lag.consumer, lag.seconds);
  }
  crawl_metrics().feed_lag_changes.set(std::move(changes));
  crawl_metrics().feed_lag_seconds.set(std::move(seconds));
}

void set_urls(const db::Account& account) {
  const auto count = [](std::int64_t urls) { return static_cast<double>(urls); };
  crawl_metrics().frontier_urls.set({{"pending", count(account.pending)},
                                     {"stored", count(account.stored)},
                                     {"duplicate", count(account.duplicate)},
                                     {"refused", count(account.refused)},
                                     {"failed", count(account.failed)}});
}

}  // namespace

CrawlFigures::CrawlFigures(const Session& session, const Crawl& crawl)
    : session_(session),
      crawl_(crawl),
      connection_(session.connect("figures")),
      thread_([this](const std::stop_token& stop) { look_until(stop); }) {}

void CrawlFigures::look_until(const std::stop_token& stop) {
  auto ask_at = steady_clock::now();
  while (!stop.stop_requested()) {
    look_at_queues();
    if (steady_clock::now() >= ask_at) {
      const auto begin = steady_clock::now();
      look_at_archive();
      ask_database();
      const auto end = steady_clock::now();
      ask_at = end + slow_pace(end - begin);
    }
    nap(stop, kFiguresEvery);
  }
}

void CrawlFigures::look_at_queues() const {
  const auto count = [](std::size_t pages) { return static_cast<double>(pages); };
  const Pipeline::Queued queued = crawl_.queued();
  crawl_metrics().stage_queue.set({{"archive", count(queued.archive)},
                                   {"parse", count(queued.parse)},
                                   {"write", count(queued.write)}});
  const std::string folder = session_.archive_folder();
  const auto room = disk_room(folder, session_.config().archive.disk_floor.count);
  crawl_metrics().archive_paused.set(room ? 0 : 1);
  std::error_code problem;
  const auto disk = std::filesystem::space(folder, problem);
  if (!problem) crawl_metrics().disk_free_bytes.set(static_cast<double>(disk.available));
}

void CrawlFigures::look_at_archive() const {
  const auto segments = list_segments(session_.archive_folder());
  if (!segments) return;
  double bytes = 0;
  for (const SegmentInfo& segment : *segments) bytes += static_cast<double>(segment.bytes);
  crawl_metrics().archive_bytes.set(bytes);
}

// While the database is away the figures stay as they were; /readyz says that it is.
void CrawlFigures::ask_database() {
  const auto known = db::transact(connection_, [](pqxx::work& tx) {
    return Known{db::account(tx, std::nullopt), db::source_health(tx), db::feed_lags(tx)};
  });
  if (!known) return;
  set_urls(known->account);
  set_sources(known->sources);
  set_lags(known->lags);
}

}  // namespace cabled
