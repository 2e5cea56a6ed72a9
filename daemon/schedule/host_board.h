#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "daemon/pipeline/page_job.h"
#include "daemon/schedule/host_turns.h"
#include "db/host_leases.h"
#include "db/rows.h"
#include "parsers/web/robots.h"

namespace cabled {

/// The hosts leased to this process, what waits for each, and when each may be asked again.
///
/// Between three threads: the scheduler brings hosts and tasks, the fetch thread takes tasks when a
/// host's turn has come, the write thread says what is committed. Any thread may call anything.
class HostBoard {
 public:
  enum class RobotsUse { kObey, kIgnore };
  explicit HostBoard(std::string agent) : agent_(std::move(agent)) {}

  /// A host that wants more tasks; `in_hand` are the ids that it must not get again.
  struct Hunger {
    db::HostLease lease;
    std::vector<std::int64_t> in_hand;
  };

  void add_host(const db::LeasedHost& host, const HostPolicy& policy, RobotsUse robots,
                SteadyTime now);
  void drop_host(const db::HostLease& lease);

  std::vector<db::HostLease> leases() const;
  std::vector<Hunger> hungry_hosts(std::size_t low_water) const;
  /// `tasks` is all that is due when it is shorter than what was asked for.
  void feed(const db::HostLease& lease, std::vector<CrawlTask> tasks, SteadyTime now);
  /// Hosts with nothing waiting, nothing on its way and nothing due when last asked; they are
  /// taken off the board.
  std::vector<db::HostLease> take_idle_hosts();

  /// The next task whose host may be asked now; its slot is taken until fetched(). robots.txt comes
  /// before anything else of its host.
  std::optional<CrawlTask> next_task(SteadyTime now);
  /// When next_task() may have an answer again; far in the future when only a feed can help.
  SteadyTime next_turn(SteadyTime now) const;

  /// A request ended. Sets the host's pace and frees the slot.
  void fetched(const CrawlTask& task, const FetchSample& sample, SteadyTime now);
  /// next_task() gave a task that is not fetched after all (robots.txt): its slot is free again.
  void not_fetched(const CrawlTask& task);
  /// What the host's robots.txt says, for `holds` from now on.
  void set_robots(const db::HostLease& lease, db::RobotsRow row, SteadyTime now);
  /// robots.txt has moved: ask there, once more.
  void redirect_robots(const CrawlTask& task, Url target);

  /// What robots.txt says of a URL of a leased host.
  bool allows(const CrawlTask& task) const;

  /// The rows of these URLs are committed.
  void settled(const db::HostLease& lease, std::int64_t url_id);
  /// Politeness to be made durable: of the hosts whose pace changed since the last call.
  std::vector<db::HostUpdate> changed_hosts(SteadyTime now);

  bool empty() const;

 private:
  enum class RobotsState { kWanted, kAsked, kKnown };
  struct Host {
    Host(db::HostLease held, Url place) : lease(held), robots_url(std::move(place)) {}

    db::HostLease lease;
    Url robots_url;
    HostTurns pace;
    std::deque<CrawlTask> waiting;
    std::set<std::int64_t> in_hand;  ///< ids waiting, on their way, or not yet committed
    bool all_fed = false;            ///< nothing more was due when last asked
    bool changed = false;
    RobotsState robots = RobotsState::kWanted;
    RobotsRules rules;
    std::string rule_kind;
    SteadyTime rules_until{};
    int robots_hops = 0;
    std::optional<db::RobotsRow> news;
  };
  static void keep_crawl_delay(Host& host);
  Host* find(const db::HostLease& lease);
  const Host* find(const db::HostLease& lease) const;

  const std::string agent_;
  mutable std::mutex mutex_;
  std::map<int, Host> hosts_;  // guarded by mutex_; by host id
  int last_served_ = 0;        // guarded by mutex_; hosts take turns
};

}  // namespace cabled
