#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <stop_token>

#include "daemon/fetch/bandwidth.h"
#include "daemon/fetch/fetcher.h"
#include "daemon/pipeline/bounded_queue.h"
#include "daemon/pipeline/credits.h"
#include "daemon/pipeline/page_job.h"
#include "daemon/pipeline/stage_sign.h"
#include "daemon/schedule/crawl_rules.h"
#include "daemon/schedule/host_board.h"
#include "daemon/system/descriptors.h"
#include "daemon/system/pause_note.h"

namespace cabled {

/// The one thread that talks to sites: takes tasks from the board when a host's turn has come and a
/// credit is free, and hands what comes back to the archive. It never waits on a queue: both
/// queues have room for every credit. When this process runs out of file descriptors it pauses:
/// that is no host's fault.
class FetchStage {
 public:
  FetchStage(Fetcher& fetcher, std::shared_ptr<const CrawlRules> rules,
             std::shared_ptr<Credits> credits, HostBoard& board, BoundedQueue<FetchedPage>& fetched,
             BoundedQueue<WriteJob>& refused)
      : fetcher_(fetcher),
        rules_(std::move(rules)),
        credits_(std::move(credits)),
        board_(board),
        fetched_(fetched),
        refused_(refused),
        most_(connections_that_fit(static_cast<std::size_t>(rules_->config().fetch.connections))),
        pause_note_(rules_->config().state_dir),
        bandwidth_(rules_->config().fetch.bandwidth.count) {}

  /// The stage's life. After `stop` no transfer starts and those under way may end; after `cut`
  /// they are cut. Closes `fetched` at the end.
  void run(const std::stop_token& stop, const std::stop_token& cut, StageSign& sign);

 private:
  struct Running {
    CrawlTask task;
    Credit credit;
  };

  void start_what_may();
  void start(CrawlTask task, Credit credit);
  void take(FetchResult result);
  void mind_descriptors(const FetchResult& result);

  Fetcher& fetcher_;
  std::shared_ptr<const CrawlRules> rules_;
  std::shared_ptr<Credits> credits_;
  HostBoard& board_;
  BoundedQueue<FetchedPage>& fetched_;
  BoundedQueue<WriteJob>& refused_;
  /// Transfers at a time: as many as are configured, or as there are descriptors for.
  const std::size_t most_;
  PauseNote pause_note_;
  Bandwidth bandwidth_;
  std::chrono::steady_clock::time_point paused_until_{};
  bool is_paused_ = false;
  std::map<std::uint64_t, Running> running_;
  std::uint64_t next_token_ = 1;
};

}  // namespace cabled
