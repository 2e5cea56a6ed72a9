#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "daemon/fetch/politeness.h"
#include "daemon/schedule/crawl_task.h"
#include "db/frontier/frontier_rows.h"
#include "db/frontier/host_leases.h"
#include "parsers/web/robots.h"

namespace cabled {

using SteadyTime = std::chrono::steady_clock::time_point;

/// The hosts leased to this process, what waits for each, and when each may be asked again.
///
/// Between three threads: the scheduler brings hosts and tasks, the fetch thread takes tasks when a
/// host's turn has come, the write thread says what is committed. Any thread may call anything.
class HostBoard {
 public:
  enum class RobotsUse { kObey, kIgnore };
  /// Hosts on trial, which have not answered yet or failed the last time, share half of the
  /// `connections`: however many of them hang, those that serve have the other half.
  HostBoard(std::string agent, std::size_t connections)
      : agent_(std::move(agent)), most_trials_(std::max<std::size_t>(connections / 2, 1)) {}

  /// A host that wants more tasks; `in_hand` are the ids that it must not get again.
  struct HungryHost {
    db::HostLease lease;
    std::vector<std::int64_t> in_hand;
  };

  /// `held_until` is when the lease lapses unless it is renewed: no request starts after it, so a
  /// process that was stopped and wakes up late does not disturb its successor.
  void add_host(const db::LeasedHost& host, const PaceLimits& limits, RobotsUse robots,
                SteadyTime now, SteadyTime held_until);
  void renewed(std::span<const db::HostLease> leases, SteadyTime held_until);
  void drop_host(const db::HostLease& lease);

  /// Takes back what waits for these sources: they have been paused.
  void withdraw(const std::set<int>& source_ids);

  std::vector<db::HostLease> leases() const;
  std::vector<HungryHost> hungry_hosts(std::size_t low_water) const;
  /// `tasks` is all that is due when it is shorter than what was asked for.
  void feed(const db::HostLease& lease, std::vector<CrawlTask> tasks, SteadyTime now);
  /// Hosts with nothing waiting, nothing on its way and nothing due when last asked, and those that
  /// rest for long; they are taken off the board.
  std::vector<db::HostLease> take_idle_hosts(SteadyTime now);

  /// A task, and whether it may be fetched: robots.txt lets it, and its host may be connected to.
  struct Turn {
    enum class Kind { kFetch, kDisallowed, kRefusedHost };
    CrawlTask task;
    Kind kind = Kind::kFetch;
    std::string refusal = {};  ///< why, of a refused host
  };
  /// The next task whose host may be asked now; its slot is taken until fetched(). robots.txt comes
  /// before anything else of its host. A task that may not be fetched takes no slot and waits for
  /// no turn.
  std::optional<Turn> next_task(SteadyTime now);
  /// When next_task() may have an answer again; far in the future when only a feed can help.
  SteadyTime next_turn(SteadyTime now) const;

  /// A request ended. Sets the host's pace and frees the slot. `trouble` is what went wrong with
  /// the host, for people; "" for nothing.
  void fetched(const CrawlTask& task, const HostVisit& visit, std::string trouble, SteadyTime now);
  /// What the host's robots.txt says and for how long. While it cannot be had the host rests.
  void set_robots(const db::HostLease& lease, db::RobotsRow row, SteadyTime now);
  /// The host's robots.txt may not be asked for, since the host has no address that may be
  /// connected to. So it is as if it forbade everything, for a minute, as the name may get another
  /// address.
  void refuse_host(const db::HostLease& lease, std::string reason, SteadyTime now);
  /// That the answer did not come was our own doing, which tells nothing of the host.
  void ask_robots_again(const db::HostLease& lease);
  /// robots.txt has moved: ask there, once more.
  void redirect_robots(const CrawlTask& task, Url target);

  /// The rows of these URLs are committed.
  void settled(const db::HostLease& lease, std::int64_t url_id);
  /// Politeness to be made durable: of the hosts whose pace changed since the last call.
  std::vector<db::HostUpdate> changed_hosts(SteadyTime now);

  bool empty() const;

  /// Redirections under way, from whoever reads an answer to whoever asks next.
  RedirectChains& chains() noexcept { return chains_; }

 private:
  enum class RobotsState { kWanted, kAsked, kKnown, kRefused };
  struct Host {
    Host(db::HostLease held, const Url& place)
        : lease(held), robots_place(place), robots_url(place) {}

    void obey(RobotsRules new_rules, SteadyTime valid_until);
    void keep_away(Instant until);
    void want_robots();

    db::HostLease lease;
    Url robots_place;
    Url robots_url;  ///< where robots_place has led to so far
    SteadyTime held_until{};
    PaceLimits limits;
    HostPace pace;
    std::size_t running = 0;
    bool on_trial = true;
    std::string last_error;
    std::deque<CrawlTask> waiting;
    std::set<std::int64_t> in_hand;  ///< ids waiting, on their way, or not yet committed
    bool all_fed = false;            ///< nothing more was due when last asked
    bool changed = false;
    RobotsState robots = RobotsState::kWanted;
    RobotsRules rules;
    std::string refusal;  ///< with kRefused
    SteadyTime rules_until{};
    int robots_hops = 0;
    std::optional<db::RobotsRow> news;
  };
  static bool may_leave(const Host& host, SteadyTime now);
  static std::optional<Turn> turn_of(Host& host, SteadyTime now);
  bool trials_full() const;
  Host* find(const db::HostLease& lease);
  const Host* find(const db::HostLease& lease) const;

  const std::string agent_;
  const std::size_t most_trials_;
  RedirectChains chains_;
  mutable std::mutex mutex_;
  std::map<int, Host> hosts_;                      // guarded by mutex_; by host id
  int last_served_ = 0;                            // guarded by mutex_; hosts take turns
  std::minstd_rand dice_{std::random_device{}()};  // guarded by mutex_
};

}  // namespace cabled
