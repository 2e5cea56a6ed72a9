#include "daemon/schedule/scheduler.h"

#include <algorithm>
#include <utility>

#include "daemon/schedule/lease_owner.h"
#include "daemon/system/log.h"
#include "db/host_leases.h"

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

// A lease outlives three fetches that time out; it is renewed three times as often.
milliseconds lease_time(const CrawlRules& rules) { return 3 * rules.config().fetch.total_timeout; }

TaskKind task_kind(db::UrlKind kind) {
  switch (kind) {
    case db::UrlKind::kPage:
      return TaskKind::kPage;
    case db::UrlKind::kIndex:
      return TaskKind::kIndex;
    case db::UrlKind::kSitemap:
      return TaskKind::kSitemap;
    case db::UrlKind::kFeed:
      return TaskKind::kFeed;
  }
  return TaskKind::kPage;
}

std::vector<CrawlTask> tasks_of(const db::HostLease& lease, std::vector<db::DueUrl> due) {
  std::vector<CrawlTask> tasks;
  for (db::DueUrl& row : due) {
    Result<Url> url = Url::parse(row.url);
    if (!url) {
      log::error("frontier url unreadable", {{"url", row.url}, {"error", url.error().message}});
      continue;
    }
    CrawlTask task(row.id, std::move(*url), lease);
    task.source_id = row.source_id;
    task.kind = task_kind(row.kind);
    task.depth = row.depth;
    task.hops = row.hops;
    task.attempts = row.attempts;
    task.verdict = row.verdict;
    task.etag = std::move(row.etag);
    task.last_modified = std::move(row.last_modified);
    task.last_payload = row.payload;
    tasks.push_back(std::move(task));
  }
  return tasks;
}

}  // namespace

Scheduler::Scheduler(std::string database, ScheduleOptions options,
                     std::shared_ptr<const CrawlRules> rules, HostBoard& board,
                     std::function<void()> fed)
    : connection_(std::move(database), "scheduler"),
      options_(options),
      rules_(std::move(rules)),
      board_(board),
      fed_(std::move(fed)),
      owner_(this_lease_owner()) {}

void Scheduler::run(const std::stop_token& stop) {
  bool told = false;
  while (!stop.stop_requested()) {
    const Result<Round> round = do_round();
    if (!round) {
      if (!std::exchange(told, true))
        log::warn("frontier delayed", {{"error", round.error().message}});
      nap(stop, kRetryPause);
      continue;
    }
    told = false;
    fed_();
    if (*round == Round::kNothingDue && options_.end == CrawlEnd::kIdle) return;
    nap(stop, kTick);
  }
}

Result<Scheduler::Round> Scheduler::do_round() {
  for (const db::HostLease& lease : board_.take_idle_hosts()) {
    Result<void> released = db::transact(connection_, [&](pqxx::work& tx) {
      db::release_leases(tx, std::vector<db::HostLease>{lease});
    });
    if (!released) return tl::unexpected(released.error());
  }
  return db::transact(connection_, [&](pqxx::work& tx) {
    keep_leases(tx);
    claim(tx);
    feed(tx);
    const bool over = board_.empty() && !db::anything_due(tx, options_.priority);
    return over ? Round::kNothingDue : Round::kBusy;
  });
}

void Scheduler::end_dead_leases(pqxx::work& tx) {
  for (const std::string& owner : db::lease_owners(tx)) {
    if (!is_dead_owner(owner)) continue;
    log::info("leases ended", {{"owner", owner}});
    db::end_leases_of(tx, owner);
  }
}

void Scheduler::keep_leases(pqxx::work& tx) {
  const SteadyTime now = steady_clock::now();
  if (now < renew_at_) return;
  end_dead_leases(tx);
  const std::vector<db::HostLease> held = board_.leases();
  const std::vector<db::HostLease> kept = db::renew_leases(tx, held, lease_time(*rules_));
  for (const db::HostLease& lease : held) {
    if (std::ranges::find(kept, lease) == kept.end()) {
      log::warn("lease lost", {{"host", lease.host_id}});
      board_.drop_host(lease);
    }
  }
  renew_at_ = now + lease_time(*rules_) / 9;
}

std::size_t Scheduler::claim(pqxx::work& tx) {
  if (board_.leases().size() >= kMostHosts) return 0;
  const std::vector<db::LeasedHost> hosts =
      db::claim_hosts(tx, owner_, options_.priority, kHostsPerClaim, lease_time(*rules_));
  for (const db::LeasedHost& host : hosts) {
    board_.add_host(host, policy_for(host.origin), robots_for(host.origin), steady_clock::now());
  }
  return hosts.size();
}

std::size_t Scheduler::feed(pqxx::work& tx) {
  std::size_t fed = 0;
  for (const HostBoard::Hunger& host : board_.hungry_hosts(kLowWater)) {
    std::vector<CrawlTask> tasks = tasks_of(
        host.lease,
        db::due_urls(tx, host.lease.host_id, options_.priority, kTasksPerHost, host.in_hand));
    fed += tasks.size();
    board_.feed(host.lease, std::move(tasks), steady_clock::now());
  }
  return fed;
}

void Scheduler::give_back() {
  const std::vector<db::HostLease> leases = board_.leases();
  if (leases.empty()) return;
  const Result<void> released =
      db::transact(connection_, [&](pqxx::work& tx) { db::release_leases(tx, leases); });
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

const SourceRules* Scheduler::source_of(const std::string& origin) const {
  const Result<Url> url = Url::parse(origin);
  if (!url) return nullptr;
  for (const auto& [id, source] : rules_->sources()) {
    if (source.is_own_host(*url)) return &source;
  }
  return nullptr;
}

HostPolicy Scheduler::policy_for(const std::string& origin) const {
  if (const SourceRules* source = source_of(origin)) {
    return {source->source().delay, source->source().per_host};
  }
  return {rules_->config().fetch.delay, rules_->config().fetch.per_host};
}

HostBoard::RobotsUse Scheduler::robots_for(const std::string& origin) const {
  const SourceRules* source = source_of(origin);
  const bool obey =
      source != nullptr ? source->source().crawl_robots : rules_->config().robots.respect;
  return obey ? HostBoard::RobotsUse::kObey : HostBoard::RobotsUse::kIgnore;
}

}  // namespace cabled
