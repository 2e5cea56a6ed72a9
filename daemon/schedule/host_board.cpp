#include "daemon/schedule/host_board.h"

#include <algorithm>
#include <utility>

namespace cabled {
namespace {

using std::chrono::milliseconds;

// A host that rests for longer is given back: another process may take it when it is well again,
// and `run --once` does not wait for it.
constexpr milliseconds kLongestWait = std::chrono::minutes(1);

// A name may get another address; resolvers keep them for about as long.
constexpr milliseconds kRefusalLasts = std::chrono::minutes(1);

// The pace is kept in the steady clock's time: nobody can turn it back. What is past is rounded up
// and what is now is rounded down, so that no rounding shortens a pause.
Instant past(SteadyTime time) {
  return Instant(std::chrono::ceil<milliseconds>(time.time_since_epoch()));
}

Instant present(SteadyTime time) {
  return Instant(std::chrono::floor<milliseconds>(time.time_since_epoch()));
}

milliseconds until(Instant then, SteadyTime now) {
  return std::max(then - present(now), milliseconds(0));
}

RobotsRules rules_of(const db::RobotsRow& row, const std::string& agent) {
  return row.rule == "body" ? Robots::parse(row.body).rules_for(agent) : RobotsRules();
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

void HostBoard::add_host(const db::LeasedHost& row, const PaceLimits& limits, RobotsUse robots,
                         SteadyTime now, SteadyTime held_until) {
  Result<Url> robots_url = Url::parse(row.origin + "/robots.txt");
  if (!robots_url) return;  // an origin comes from a Url, so this cannot be
  Host host(row.lease, *robots_url);
  host.held_until = held_until;
  host.limits = limits;
  host.pace.failures = row.failures;
  host.pace.latency = milliseconds(row.latency_ms);
  if (robots == RobotsUse::kIgnore) {
    host.robots = RobotsState::kKnown;
    host.rules_until = SteadyTime::max();
  } else if (row.robots_rule == "disallow_all") {
    host.keep_away(past(now) + row.robots_valid);
  } else if (row.robots_rule != "unknown" && row.robots_valid.count() > 0) {
    host.obey(rules_of({row.robots_rule, row.robots_body, {}}, agent_), now + row.robots_valid);
  }
  // The last holder may have sent a request that it did not live to write down.
  const milliseconds wait =
      row.abandoned ? std::max(row.wait, delay_of(host.limits, host.pace)) : row.wait;
  if (wait > milliseconds(0)) host.pace.next_allowed_at = past(now) + wait;
  const std::lock_guard lock(mutex_);
  hosts_.insert_or_assign(row.lease.host_id, std::move(host));
}

void HostBoard::Host::obey(RobotsRules new_rules, SteadyTime valid_until) {
  rules = std::move(new_rules);
  robots = RobotsState::kKnown;
  rules_until = valid_until;
  limits.min_delay = std::max(limits.min_delay, rules.crawl_delay().value_or(milliseconds(0)));
}

// robots.txt cannot be had, so nothing is: all that waits goes on waiting until it is asked again.
void HostBoard::Host::keep_away(Instant until) {
  want_robots();
  pace.blocked_until = std::max(pace.blocked_until, until);
}

void HostBoard::Host::want_robots() {
  robots = RobotsState::kWanted;
  robots_url = robots_place;
  robots_hops = 0;
}

void HostBoard::renewed(std::span<const db::HostLease> leases, SteadyTime held_until) {
  const std::lock_guard lock(mutex_);
  for (const db::HostLease& lease : leases) {
    if (Host* host = find(lease)) host->held_until = held_until;
  }
}

void HostBoard::drop_host(const db::HostLease& lease) {
  const std::lock_guard lock(mutex_);
  if (find(lease) != nullptr) hosts_.erase(lease.host_id);
}

void HostBoard::withdraw(const std::set<int>& source_ids) {
  if (source_ids.empty()) return;
  const std::lock_guard lock(mutex_);
  for (auto& [id, host] : hosts_) {
    std::erase_if(host.waiting, [&, &in_hand = host.in_hand](const CrawlTask& task) {
      if (!task.source_id || !source_ids.contains(*task.source_id)) return false;
      in_hand.erase(task.url_id);
      return true;
    });
  }
}

std::vector<db::HostLease> HostBoard::leases() const {
  const std::lock_guard lock(mutex_);
  std::vector<db::HostLease> leases;
  for (const auto& [id, host] : hosts_) leases.push_back(host.lease);
  return leases;
}

std::vector<HostBoard::HungryHost> HostBoard::hungry_hosts(std::size_t low_water) const {
  const std::lock_guard lock(mutex_);
  std::vector<HungryHost> hungry;
  for (const auto& [id, host] : hosts_) {
    if (host.waiting.size() >= low_water) continue;
    // A host on trial gets on with what it has; asked for at each turn, a hundred that hang would
    // keep the scheduler from feeding the others.
    if (host.on_trial && (!host.waiting.empty() || host.running > 0)) continue;
    hungry.push_back({host.lease, {host.in_hand.begin(), host.in_hand.end()}});
  }
  return hungry;
}

void HostBoard::feed(const db::HostLease& lease, std::vector<CrawlTask> tasks, SteadyTime now) {
  const std::lock_guard lock(mutex_);
  Host* host = find(lease);
  if (host == nullptr) return;
  host->all_fed = tasks.empty();
  const bool settled = host->robots == RobotsState::kKnown || host->robots == RobotsState::kRefused;
  if (settled && now >= host->rules_until) {
    host->want_robots();
  }
  for (CrawlTask& task : tasks) {
    if (host->in_hand.insert(task.url_id).second) host->waiting.push_back(std::move(task));
  }
}

bool HostBoard::may_leave(const Host& host, SteadyTime now) {
  if (host.running > 0 || host.changed || host.robots == RobotsState::kAsked) return false;
  const bool all_settled = host.in_hand.size() == host.waiting.size();
  const bool rests = host.pace.blocked_until > present(now) + kLongestWait;
  return all_settled && (rests || (host.all_fed && host.waiting.empty()));
}

std::vector<db::HostLease> HostBoard::take_idle_hosts(SteadyTime now) {
  const std::lock_guard lock(mutex_);
  std::vector<db::HostLease> idle;
  for (auto it = hosts_.begin(); it != hosts_.end();) {
    const bool leaves = may_leave(it->second, now);
    if (leaves) idle.push_back(it->second.lease);
    it = leaves ? hosts_.erase(it) : std::next(it);
  }
  return idle;
}

std::optional<HostBoard::Turn> HostBoard::turn_of(Host& host, SteadyTime now) {
  if (host.waiting.empty() || host.robots == RobotsState::kAsked) return std::nullopt;
  if (host.robots == RobotsState::kRefused) {
    Turn turn{std::move(host.waiting.front()), Turn::Kind::kRefusedHost, host.refusal};
    host.waiting.pop_front();
    return turn;
  }
  const bool disallowed =
      host.robots == RobotsState::kKnown && !host.rules.decision(host.waiting.front().url).allowed;
  if (disallowed) {
    Turn turn{std::move(host.waiting.front()), Turn::Kind::kDisallowed};
    host.waiting.pop_front();
    return turn;
  }
  const bool may = now < host.held_until &&
                   may_start(host.limits, host.pace, static_cast<int>(host.running), present(now));
  if (!may) return std::nullopt;
  host.pace = after_start(host.limits, host.pace, past(now));
  ++host.running;
  if (host.robots == RobotsState::kWanted) {
    host.robots = RobotsState::kAsked;
    CrawlTask task(0, host.robots_url, host.lease);
    task.is_robots = true;
    task.hops = host.robots_hops;
    task.source_id = host.waiting.front().source_id;
    return Turn{std::move(task), Turn::Kind::kFetch};
  }
  Turn turn{std::move(host.waiting.front()), Turn::Kind::kFetch};
  host.waiting.pop_front();
  return turn;
}

bool HostBoard::trials_full() const {
  std::size_t running = 0;
  for (const auto& [id, host] : hosts_) running += host.on_trial ? host.running : 0;
  return running >= most_trials_;
}

std::optional<HostBoard::Turn> HostBoard::next_task(SteadyTime now) {
  const std::lock_guard lock(mutex_);
  const bool full = trials_full();
  // Hosts take turns, beginning with the one after the host served last.
  auto it = hosts_.upper_bound(last_served_);
  for (std::size_t tried = 0; tried < hosts_.size(); ++tried, ++it) {
    if (it == hosts_.end()) it = hosts_.begin();
    if (full && it->second.on_trial) continue;
    std::optional<Turn> turn = turn_of(it->second, now);
    if (!turn) continue;
    last_served_ = it->first;
    return turn;
  }
  return std::nullopt;
}

SteadyTime HostBoard::next_turn(SteadyTime now) const {
  const std::lock_guard lock(mutex_);
  SteadyTime next = now + std::chrono::seconds(1);
  const bool full = trials_full();
  for (const auto& [id, host] : hosts_) {
    if (host.waiting.empty() || host.robots == RobotsState::kAsked) continue;
    if (full && host.on_trial) continue;
    const Instant start = std::max(next_start(host.pace), present(now));
    // What keeps it then is the number of requests under way; the end of one wakes us.
    if (!may_start(host.limits, host.pace, static_cast<int>(host.running), start)) continue;
    next = std::min(next, now + until(start, now));
  }
  return next;
}

void HostBoard::fetched(const CrawlTask& task, const HostVisit& visit, std::string trouble,
                        SteadyTime now) {
  const std::lock_guard lock(mutex_);
  Host* host = find(task.lease);
  if (host == nullptr) return;
  const double chance = std::uniform_real_distribution<double>(0, 1)(dice_);
  host->pace = after_visit(host->limits, host->pace, visit, past(now), chance);
  --host->running;
  if (visit.answer != HostAnswer::kNothing) host->on_trial = visit.answer == HostAnswer::kFailed;
  if (!trouble.empty()) host->last_error = std::move(trouble);
  host->changed = true;
}

void HostBoard::set_robots(const db::HostLease& lease, db::RobotsRow row, SteadyTime now) {
  RobotsRules rules = rules_of(row, agent_);
  const std::lock_guard lock(mutex_);
  Host* host = find(lease);
  if (host == nullptr) return;
  if (row.rule == "disallow_all") {
    host->keep_away(past(now) + row.holds_for);
    if (!row.trouble.empty()) host->last_error = row.trouble;
  } else {
    host->obey(std::move(rules), now + row.holds_for);
  }
  host->news = std::move(row);
  host->changed = true;
}

void HostBoard::refuse_host(const db::HostLease& lease, std::string reason, SteadyTime now) {
  const std::lock_guard lock(mutex_);
  Host* host = find(lease);
  if (host == nullptr) return;
  host->robots = RobotsState::kRefused;
  host->rules_until = now + kRefusalLasts;
  host->last_error = reason;
  host->refusal = std::move(reason);
  host->changed = true;
}

void HostBoard::ask_robots_again(const db::HostLease& lease) {
  const std::lock_guard lock(mutex_);
  if (Host* host = find(lease)) host->want_robots();
}

void HostBoard::redirect_robots(const CrawlTask& task, Url target) {
  const std::lock_guard lock(mutex_);
  Host* host = find(task.lease);
  if (host == nullptr) return;
  host->robots = RobotsState::kWanted;
  host->robots_url = std::move(target);
  host->robots_hops = task.hops + 1;
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
    update.next_allowed_in = until(host.pace.next_allowed_at, now);
    update.blocked_for = until(host.pace.blocked_until, now);
    update.failures = host.pace.failures;
    update.last_error = Utf8Text::sanitized(std::exchange(host.last_error, {}));
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
