#include "daemon/schedule/seed_ways.h"

namespace cabled {

void SeedWays::add(const Url& step) {
  const std::lock_guard lock(mutex_);
  if (steps_.size() < kMostSteps) steps_.insert(step.text());
}

bool SeedWays::lead_to(const Url& url) const {
  const std::lock_guard lock(mutex_);
  return steps_.contains(url.text());
}

bool SeedWays::join(const std::string& host) {
  const std::lock_guard lock(mutex_);
  return hosts_.size() < kMostSteps && hosts_.insert(host).second;
}

bool SeedWays::joined(const std::string& host) const {
  const std::lock_guard lock(mutex_);
  return hosts_.contains(host);
}

std::vector<std::string> SeedWays::joined_hosts() const {
  const std::lock_guard lock(mutex_);
  return {hosts_.begin(), hosts_.end()};
}

}  // namespace cabled
