#pragma once

#include <chrono>
#include <string>
#include <thread>

#include "daemon/app/session.h"
#include "daemon/crawl/crawl.h"

namespace cabled {

/// Sets those figures of crawl_metrics() that nobody counts as they change: queues and disk every
/// second, and what the database knows now and then. A thread of its own.
class CrawlFigures {
 public:
  /// Keeps references; both must live longer.
  CrawlFigures(const Session& session, const Crawl& crawl);

 private:
  void look_until(const std::stop_token& stop);
  void look_at_queues() const;
  void look_at_archive() const;
  void ask_database();

  const Session& session_;
  const Crawl& crawl_;
  db::Connection connection_;
  std::jthread thread_;
};

}  // namespace cabled
