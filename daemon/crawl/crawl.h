#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "daemon/crawl/fetch_stage.h"
#include "daemon/crawl/scheduler.h"
#include "daemon/fetch/fetcher.h"
#include "daemon/pipeline/pipeline.h"
#include "daemon/schedule/crawl_rules.h"
#include "daemon/schedule/host_board.h"

namespace cabled {

/// A crawl: scheduler, fetch thread and pipeline put together, run once.
class Crawl {
 public:
  Crawl(const std::string& database, std::shared_ptr<const CrawlRules> rules,
        std::unique_ptr<Fetcher> fetcher, PageArchive archive, ScheduleOptions options,
        StageSigns& signs, WriteStage::Observer committed);

  /// Crawls until it is over or `stop`; then lets transfers end, writes what came and gives the
  /// leases back. `cut`, or six and a half seconds after `stop`, whatever is still under way is let
  /// go: archive and frontier make that safe. The answer is the fault of the database that ended
  /// it, if one did.
  Result<void> run(const std::stop_token& stop, const std::stop_token& cut);

  Pipeline::Queued queued() const { return pipeline_.queued(); }

 private:
  void on_committed(std::span<const PageNote> notes);

  const std::shared_ptr<const CrawlRules> rules_;
  StageSigns& signs_;
  const WriteStage::Observer committed_;
  std::unique_ptr<Fetcher> fetcher_;
  HostBoard board_;
  Scheduler scheduler_;
  Pipeline pipeline_;
  FetchStage fetch_stage_;
  std::stop_source ending_;
  std::stop_source cut_;
};

}  // namespace cabled
