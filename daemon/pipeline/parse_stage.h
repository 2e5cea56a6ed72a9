#pragma once

#include <memory>
#include <stop_token>

#include "daemon/pipeline/bounded_queue.h"
#include "daemon/pipeline/page_job.h"
#include "daemon/pipeline/stage_sign.h"
#include "daemon/schedule/crawl_rules.h"
#include "daemon/schedule/host_board.h"

namespace cabled {

/// Turns archived pages into rows; several threads run the same stage and share nothing but its
/// queues. robots.txt files go to the board instead.
class ParseStage {
 public:
  ParseStage(std::shared_ptr<const CrawlRules> rules, HostBoard* board,
             BoundedQueue<ArchivedPage>& in, BoundedQueue<WriteJob>& out)
      : rules_(std::move(rules)), board_(board), in_(in), out_(out) {}

  /// One worker's life: ends when `in` is closed and empty. The caller closes `out` once all
  /// workers have ended. After `cut`, pages are let go: to read those that wait takes as long as it
  /// takes, and their URLs are still due.
  void run(const std::stop_token& cut, StageSign& sign);

 private:
  void settle(ArchivedPage page);
  void take_robots(const CrawlTask& task, ArchivedPage& page);

  std::shared_ptr<const CrawlRules> rules_;
  HostBoard* board_;  ///< absent when importing
  BoundedQueue<ArchivedPage>& in_;
  BoundedQueue<WriteJob>& out_;
};

}  // namespace cabled
