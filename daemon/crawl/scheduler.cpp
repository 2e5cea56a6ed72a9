#include "daemon/crawl/scheduler.h"

#include <algorithm>
#include <utility>

#include "daemon/schedule/due_task.h"
#include "daemon/system/log.h"
#include "db/frontier/host_leases.h"
#include "db/frontier/settled_urls.h"
#include "db/frontier/source_health.h"
#include "db/frontier/source_runs.h"

namespace cabled {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Tasks kept ready for a host; it is fed again when less than half of them wait.
constexpr int kTasksPerHost = 400;
constexpr std::size_t kLowWater = kTasksPerHost / 2;
constexpr int kHostsPerClaim = 16;
constexpr std::size_t kMostHosts = 256;
constexpr milliseconds kTick{200};
constexpr milliseconds kRetryPause{1000};
constexpr milliseconds kSourceWorkPause{1000};
constexpr milliseconds kDriftPause = std::chrono::minutes(5);
// The first look costs more than all else before the first request, which should not wait for it.
constexpr milliseconds kFirstDriftPause{2000};

// A lease outlives three fetches that time out; it is renewed three times as often.
milliseconds lease_time(const CrawlRules& rules) { return 3 * rules.config().fetch.total_timeout; }

db::Remit remit_of(CrawlTakes takes, const CrawlRules& rules) {
  if (takes == CrawlTakes::kRequested) return {.priority = db::kRequested};
  return {.sources = rules.source_ids()};
}

struct ReadRows {
  std::vector<CrawlTask> tasks;
  std::vector<db::UnreadableUrl> unreadable;
};

ReadRows read_rows(const db::HostLease& lease, std::vector<db::DueUrl> due) {
  ReadRows read;
  for (db::DueUrl& row : due) {
    Result<Url> url = Url::parse(row.url);
    if (!url) {
      log::error("frontier url unreadable", {{"url", row.url}, {"error", url.error().message}});
      read.unreadable.push_back({row.id, Utf8Text::sanitized(url.error().message)});
      continue;
    }
    read.tasks.push_back(due_task(std::move(row), std::move(*url), lease));
  }
  return read;
}

}  // namespace

Scheduler::Scheduler(std::string database, ScheduleOptions options,
                     std::shared_ptr<const CrawlRules> rules, HostBoard& board,
                     std::function<void()> fed)
    : connection_(std::move(database), "scheduler"),
      options_(options),
      rules_(std::move(rules)),
      remit_(remit_of(options_.takes, *rules_)),
      board_(board),
      fed_(std::move(fed)),
      owner_(this_lease_owner()),
      // Of the nine renewals a lease, three are missed.
      lease_watch_(lease_time(*rules_) / 3),
      source_work_(rules_),
      drift_look_at_(steady_clock::now() + kFirstDriftPause) {}

Result<void> Scheduler::run(const std::stop_token& stop, StageSign& sign) {
  while (!stop.stop_requested()) {
    sign.set(StageState::kWaits);
    const Result<Round> round = do_round();
    if (!round) {
      if (round.error().kind == ErrorKind::kRefused) return tl::unexpected(round.error());
      if (!std::exchange(is_database_away_, true))
        log::warn("frontier delayed", {{"error", round.error().message}});
      nap(stop, kRetryPause);
      continue;
    }
    is_database_away_ = false;
    sign.set(StageState::kIdle);
    fed_();
    if (*round == Round::kNothingDue && options_.end == CrawlEnd::kIdle) return {};
    nap(stop, kTick);
  }
  return {};
}

Result<Scheduler::Round> Scheduler::do_round() {
  const SteadyTime now = steady_clock::now();
  for (const db::HostLease& lease : board_.take_idle_hosts(now)) {
    Result<void> released = db::transact(connection_, [&](pqxx::work& tx) {
      db::release_leases(tx, std::vector<db::HostLease>{lease});
    });
    if (!released) {
      leases_in_doubt_ = true;
      return tl::unexpected(released.error());
    }
  }
  if (Result<void> done = do_source_work(now); !done) return tl::unexpected(done.error());
  if (Result<void> kept = keep_leases(now); !kept) return tl::unexpected(kept.error());
  if (Result<void> claimed = claim(now); !claimed) return tl::unexpected(claimed.error());
  return db::transact(connection_, [&](pqxx::work& tx) {
    feed(tx);
    const bool over = board_.empty() && !templates_go_on_ && !db::anything_due(tx, remit_);
    return over ? Round::kNothingDue : Round::kBusy;
  });
}

// Only of a crawl that takes everything: a `fetch` of one page does not start a source's run.
Result<void> Scheduler::do_source_work(SteadyTime now) {
  if (options_.takes == CrawlTakes::kRequested || now < source_work_at_) return {};
  Result<void> done = db::transact(connection_, [&](pqxx::work& tx) {
    source_work_.start_runs(tx);
    templates_go_on_ = source_work_.extend_templates(tx);
    const std::vector<int> paused = db::paused_sources(tx);
    board_.withdraw({paused.begin(), paused.end()});
    if (now >= drift_look_at_) drift_.look(db::source_health(tx));
  });
  // A schedule that the database does not understand must not keep the others from theirs.
  if (!done && done.error().kind == ErrorKind::kInvalid) {
    log::error("schedules not kept", {{"error", done.error().message}});
    done = Result<void>();
  }
  if (now >= drift_look_at_) drift_look_at_ = now + kDriftPause;
  source_work_at_ = now + (templates_go_on_ ? kTick : kSourceWorkPause);
  return done;
}

void Scheduler::end_dead_leases(pqxx::work& tx) {
  for (const std::string& owner :
       lease_watch_.dead_owners(db::lease_holders(tx), steady_clock::now())) {
    log::info("leases ended", {{"owner", owner}});
    db::end_leases_of(tx, owner);
  }
}

// The board is told after the commit: a lease that was rolled back is none.
Result<void> Scheduler::keep_leases(SteadyTime now) {
  if (now < renew_at_) return {};
  const std::vector<db::HostLease> held = board_.leases();
  const auto kept = db::transact(connection_, [&](pqxx::work& tx) {
    end_dead_leases(tx);
    return db::renew_leases(tx, held, lease_time(*rules_));
  });
  if (!kept) return tl::unexpected(kept.error());
  for (const db::HostLease& lease : held) {
    if (std::ranges::find(*kept, lease) == kept->end()) {
      log::warn("lease lost", {{"host", lease.host_id}});
      board_.drop_host(lease);
    }
  }
  board_.renewed(*kept, now + lease_time(*rules_));
  renew_at_ = now + lease_time(*rules_) / 9;
  return {};
}

// Not as given back: whether the requests of their holder are written down is not known either.
Result<void> Scheduler::end_leases_in_doubt() {
  if (!leases_in_doubt_) return {};
  const std::vector<db::HostLease> held = board_.leases();
  Result<void> ended =
      db::transact(connection_, [&](pqxx::work& tx) { db::end_other_leases_of(tx, owner_, held); });
  leases_in_doubt_ = !ended;
  return ended;
}

Result<void> Scheduler::claim(SteadyTime now) {
  if (Result<void> ended = end_leases_in_doubt(); !ended) return ended;
  if (board_.leases().size() >= kMostHosts) return {};
  leases_in_doubt_ = true;
  const auto hosts = db::transact(connection_, [&](pqxx::work& tx) {
    return db::claim_hosts(tx, owner_, remit_, kHostsPerClaim, lease_time(*rules_));
  });
  if (!hosts) return tl::unexpected(hosts.error());
  leases_in_doubt_ = false;
  for (const db::LeasedHost& host : *hosts) {
    const Result<Url> url = Url::parse(host.origin);
    if (!url) continue;  // an origin comes from a Url, so this cannot be
    // The lease began with the transaction, so it lasts no shorter than this says.
    board_.add_host(host, rules_->limits_for(*url), rules_->robots_for(*url), steady_clock::now(),
                    now + lease_time(*rules_));
  }
  return {};
}

std::size_t Scheduler::feed(pqxx::work& tx) {
  std::size_t fed = 0;
  for (const HostBoard::HungryHost& host : board_.hungry_hosts(kLowWater)) {
    ReadRows rows = read_rows(
        host.lease, db::due_urls(tx, host.lease.host_id, remit_, kTasksPerHost, host.in_hand));
    db::fail_unreadable_urls(tx, rows.unreadable);
    fed += rows.tasks.size();
    board_.feed(host.lease, std::move(rows.tasks), steady_clock::now());
  }
  return fed;
}

void Scheduler::give_back() {
  const std::vector<db::HostLease> leases = board_.leases();
  if (leases.empty() && !leases_in_doubt_) return;
  if (is_database_away_) return log::warn("leases not given back", {{"hosts", leases.size()}});
  // A crawl that was cut has visited hosts after its last write; their next holder must know.
  const std::vector<db::HostUpdate> paces = board_.changed_hosts(steady_clock::now());
  const auto release = [&](pqxx::work& tx) {
    db::update_hosts(tx, paces);
    db::release_leases(tx, leases);
    db::end_other_leases_of(tx, owner_, leases);
  };
  Result<void> released = db::transact(connection_, release);
  // A server that has been away meanwhile shows only now. Done twice it does no harm: what is
  // released has no owner.
  if (!released && released.error().kind == ErrorKind::kTransient) {
    released = db::transact(connection_, release);
  }
  if (!released) log::warn("leases not given back", {{"error", released.error().message}});
}

void Scheduler::poke() {
  {
    const std::lock_guard lock(mutex_);
    poke_ = true;
  }
  poked_.notify_one();
}

void Scheduler::nap(const std::stop_token& stop, milliseconds time) {
  const std::stop_callback wake(stop, [this] { poke(); });
  std::unique_lock lock(mutex_);
  poked_.wait_for(lock, time, [this] { return poke_; });
  poke_ = false;
}

}  // namespace cabled
