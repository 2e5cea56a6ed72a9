#include "daemon/schedule/host_turns.h"

#include <algorithm>

namespace cabled {
namespace {

using std::chrono::milliseconds;

// A single broken page is no sign of trouble; this many in a row are.
constexpr int kPatience = 4;
constexpr milliseconds kFirstBlock{2'000};
constexpr milliseconds kLongestBlock{15 * 60'000};

milliseconds block_for(int failures) {
  const int doublings = std::clamp(failures - kPatience, 0, 12);
  return std::min(kLongestBlock, kFirstBlock * (1 << doublings));
}

}  // namespace

void HostTurns::started(SteadyTime now) {
  ++active;
  next_allowed = now + policy.delay;
}

void HostTurns::ended(const FetchSample& sample, SteadyTime now) {
  --active;
  if (sample.end == FetchEnd::kAnswered) {
    failures = 0;
    latency = latency.count() == 0 ? sample.latency : (latency * 7 + sample.latency) / 8;
  } else if (++failures >= kPatience) {
    blocked_until = std::max(blocked_until, now + block_for(failures));
  }
  if (sample.retry_after) blocked_until = std::max(blocked_until, now + *sample.retry_after);
}

}  // namespace cabled
