#include "daemon/schedule/host_board.h"

#include <algorithm>
#include <utility>

namespace cabled {
namespace {

using std::chrono::milliseconds;

milliseconds until(SteadyTime then, SteadyTime now) {
  return then <= now ? milliseconds(0) : std::chrono::ceil<milliseconds>(then - now);
}

RobotsRules rules_of(const db::RobotsRow& row, const std::string& agent) {
  if (row.rule == "body") return Robots::parse(row.body).rules_for(agent);
  if (row.rule == "disallow_all")
    return Robots::parse("User-agent: *\nDisallow: /\n").rules_for(agent);
  return {};
}

}  // namespace

HostBoard::Host* HostBoard::find(const db::HostLease& lease) {
  const auto found = hosts_.find(lease.host_id);
  return found == hosts_.end() || found->second.lease != lease ? nullptr : &found->second;
}

const HostBoard::Host* HostBoard::find(const db::HostLease& lease) const {
  const auto found = hosts_.find(lease.host_id);
  return found == hosts_.end() || found->second.lease != lease ? nullptr : &found->second;
}

void HostBoard::keep_crawl_delay(Host& host) {
  const auto asked = host.rules.crawl_delay();
  if (asked) host.pace.policy.delay = std::max(host.pace.policy.delay, *asked);
}

void HostBoard::add_host(const db::LeasedHost& row, const HostPolicy& policy, RobotsUse robots,
                         SteadyTime now) {
  Result<Url> robots_url = Url::parse(row.origin + "/robots.txt");
  if (!robots_url) return;  // an origin comes from a Url, so this cannot be
  Host host(row.lease, std::move(*robots_url));
  host.pace.policy = policy;
  host.pace.next_allowed = now + row.wait;
  host.pace.failures = row.failures;
  host.pace.latency = milliseconds(row.latency_ms);
  if (robots == RobotsUse::kIgnore) {
    host.robots = RobotsState::kKnown;
    host.rules_until = SteadyTime::max();
  } else if (row.robots_rule != "unknown" && row.robots_valid.count() > 0) {
    host.rules = rules_of({row.robots_rule, row.robots_body, {}}, agent_);
    host.robots = RobotsState::kKnown;
    host.rules_until = now + row.robots_valid;
  }
  keep_crawl_delay(host);
  // Its last request may be a moment ago, and nobody wrote that down.
  if (row.abandoned) {
    host.pace.next_allowed = std::max(host.pace.next_allowed, now + host.pace.policy.delay);
  }
  const std::lock_guard lock(mutex_);
  hosts_.insert_or_assign(row.lease.host_id, std::move(host));
}

void HostBoard::drop_host(const db::HostLease& lease) {
  const std::lock_guard lock(mutex_);
  if (find(lease) != nullptr) hosts_.erase(lease.host_id);
}

std::vector<db::HostLease> HostBoard::leases() const {
  const std::lock_guard lock(mutex_);
  std::vector<db::HostLease> leases;
  for (const auto& [id, host] : hosts_) leases.push_back(host.lease);
  return leases;
}

std::vector<HostBoard::Hunger> HostBoard::hungry_hosts(std::size_t low_water) const {
  const std::lock_guard lock(mutex_);
  std::vector<Hunger> hungry;
  for (const auto& [id, host] : hosts_) {
    if (host.waiting.size() >= low_water) continue;
    hungry.push_back({host.lease, {host.in_hand.begin(), host.in_hand.end()}});
  }
  return hungry;
}

void HostBoard::feed(const db::HostLease& lease, std::vector<CrawlTask> tasks, SteadyTime now) {
  const std::lock_guard lock(mutex_);
  Host* host = find(lease);
  if (host == nullptr) return;
  host->all_fed = tasks.empty();
  if (host->robots == RobotsState::kKnown && now >= host->rules_until) {
    host->robots = RobotsState::kWanted;
    host->robots_hops = 0;
  }
  for (CrawlTask& task : tasks) {
    if (host->in_hand.insert(task.url_id).second) host->waiting.push_back(std::move(task));
  }
}

std::vector<db::HostLease> HostBoard::take_idle_hosts() {
  const std::lock_guard lock(mutex_);
  std::vector<db::HostLease> idle;
  for (auto it = hosts_.begin(); it != hosts_.end();) {
    const Host& host = it->second;
    const bool at_rest = host.all_fed && host.in_hand.empty() && host.pace.active == 0 &&
                         !host.changed && host.robots != RobotsState::kAsked;
    if (at_rest) idle.push_back(host.lease);
    it = at_rest ? hosts_.erase(it) : std::next(it);
  }
  return idle;
}

std::optional<CrawlTask> HostBoard::next_task(SteadyTime now) {
  const std::lock_guard lock(mutex_);
  // Hosts take turns, beginning with the one after the host served last.
  auto it = hosts_.upper_bound(last_served_);
  for (std::size_t tried = 0; tried < hosts_.size(); ++tried, ++it) {
    if (it == hosts_.end()) it = hosts_.begin();
    Host& host = it->second;
    if (host.waiting.empty() || !host.pace.may_start(now)) continue;
    if (host.robots == RobotsState::kAsked) continue;
    last_served_ = it->first;
    host.pace.started(now);
    if (host.robots == RobotsState::kWanted) {
      host.robots = RobotsState::kAsked;
      CrawlTask task(0, host.robots_url, host.lease);
      task.kind = TaskKind::kRobots;
      task.hops = host.robots_hops;
      task.source_id = host.waiting.front().source_id;
      return task;
    }
    CrawlTask task = std::move(host.waiting.front());
    host.waiting.pop_front();
    return task;
  }
  return std::nullopt;
}

SteadyTime HostBoard::next_turn(SteadyTime now) const {
  const std::lock_guard lock(mutex_);
  SteadyTime next = now + std::chrono::seconds(1);
  for (const auto& [id, host] : hosts_) {
    if (host.waiting.empty() || host.pace.active >= host.pace.policy.per_host) continue;
    if (host.robots == RobotsState::kAsked) continue;
    next = std::min(next, std::max(now, host.pace.next_start()));
  }
  return next;
}

void HostBoard::fetched(const CrawlTask& task, const FetchSample& sample, SteadyTime now) {
  const std::lock_guard lock(mutex_);
  Host* host = find(task.lease);
  if (host == nullptr) return;
  host->pace.ended(sample, now);
  host->changed = true;
}

void HostBoard::not_fetched(const CrawlTask& task) {
  const std::lock_guard lock(mutex_);
  if (Host* host = find(task.lease)) {
    --host->pace.active;
    // No request was made, so the next need not wait.
    host->pace.next_allowed -= host->pace.policy.delay;
  }
}

void HostBoard::set_robots(const db::HostLease& lease, db::RobotsRow row, SteadyTime now) {
  RobotsRules rules = rules_of(row, agent_);
  const std::lock_guard lock(mutex_);
  Host* host = find(lease);
  if (host == nullptr) return;
  host->rules = std::move(rules);
  host->robots = RobotsState::kKnown;
  host->rules_until = now + row.holds_for;
  keep_crawl_delay(*host);
  host->news = std::move(row);
  host->changed = true;
}

void HostBoard::redirect_robots(const CrawlTask& task, Url target) {
  const std::lock_guard lock(mutex_);
  Host* host = find(task.lease);
  if (host == nullptr) return;
  host->robots = RobotsState::kWanted;
  host->robots_url = std::move(target);
  host->robots_hops = task.hops + 1;
}

bool HostBoard::allows(const CrawlTask& task) const {
  const std::lock_guard lock(mutex_);
  const Host* host = find(task.lease);
  return host == nullptr || host->rules.decision(task.url).allowed;
}

void HostBoard::settled(const db::HostLease& lease, std::int64_t url_id) {
  const std::lock_guard lock(mutex_);
  if (Host* host = find(lease)) host->in_hand.erase(url_id);
}

std::vector<db::HostUpdate> HostBoard::changed_hosts(SteadyTime now) {
  const std::lock_guard lock(mutex_);
  std::vector<db::HostUpdate> updates;
  for (auto& [id, host] : hosts_) {
    if (!std::exchange(host.changed, false)) continue;
    db::HostUpdate update;
    update.lease = host.lease;
    update.next_allowed_in = until(host.pace.next_allowed, now);
    update.blocked_for = until(host.pace.blocked_until, now);
    update.failures = host.pace.failures;
    update.latency_ms = static_cast<int>(host.pace.latency.count());
    update.robots = std::exchange(host.news, std::nullopt);
    updates.push_back(std::move(update));
  }
  return updates;
}

bool HostBoard::empty() const {
  const std::lock_guard lock(mutex_);
  return hosts_.empty();
}

}  // namespace cabled
