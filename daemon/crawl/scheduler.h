#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "daemon/answers/drift.h"
#include "daemon/crawl/lease_owner.h"
#include "daemon/crawl/source_work.h"
#include "daemon/pipeline/stage_sign.h"
#include "daemon/schedule/crawl_rules.h"
#include "daemon/schedule/host_board.h"
#include "db/frontier/frontier.h"
#include "db/sql/connection.h"

namespace cabled {

/// When a crawl is over.
enum class CrawlEnd {
  kNever,  ///< a daemon's: when it is told to stop
  kIdle,   ///< when nothing is due any more
};

/// Whose URLs a crawl takes.
enum class CrawlTakes {
  kConfigured,  ///< those of the configured sources and of none
  kRequested,   ///< what persons asked for and what that led to, also of sources not configured
};

struct ScheduleOptions {
  CrawlEnd end = CrawlEnd::kNever;
  CrawlTakes takes = CrawlTakes::kConfigured;
};

/// Leases hosts from the database, keeps the board fed with what is due, renews the leases and
/// gives them back. The only thread that reads the frontier. While the database is away it waits;
/// the board's tasks go on until they are used up.
class Scheduler {
 public:
  /// `fed` is called after the board got something.
  Scheduler(std::string database, ScheduleOptions options, std::shared_ptr<const CrawlRules> rules,
            HostBoard& board, std::function<void()> fed);

  /// The thread's life: until `stop`, until nothing is due, or until the database answers with a
  /// fault that no waiting cures, which is the answer then. Leases stay held; see give_back().
  Result<void> run(const std::stop_token& stop, StageSign& sign);
  /// Looks at the frontier at once, not at the next tick. Any thread.
  void poke();
  /// Gives all leases back; once nothing is written any more. Not to a database that did not answer
  /// the last time: they lapse, and are ended at once by others on this machine.
  void give_back();

 private:
  enum class Round { kBusy, kNothingDue };

  Result<Round> do_round();
  Result<void> do_source_work(SteadyTime now);
  void end_dead_leases(pqxx::work& tx);
  Result<void> keep_leases(SteadyTime now);
  Result<void> end_leases_in_doubt();
  Result<void> claim(SteadyTime now);
  std::size_t feed(pqxx::work& tx);
  void nap(const std::stop_token& stop, std::chrono::milliseconds time);

  db::Connection connection_;
  const ScheduleOptions options_;
  const std::shared_ptr<const CrawlRules> rules_;
  const db::Remit remit_;
  HostBoard& board_;
  const std::function<void()> fed_;
  const std::string owner_;
  LeaseWatch lease_watch_;
  SteadyTime renew_at_{};
  bool is_database_away_ = false;
  /// The database may hold leases of ours that the board does not: a claim or a give-back failed,
  /// perhaps that of the crawl before, in this process.
  bool leases_in_doubt_ = true;
  SourceWork source_work_;
  SteadyTime source_work_at_{};
  bool templates_go_on_ = false;
  DriftWatch drift_;
  SteadyTime drift_look_at_;

  std::mutex mutex_;
  std::condition_variable poked_;  // waits with mutex_
  bool poke_ = false;              // guarded by mutex_
};

}  // namespace cabled
