#pragma once

#include <chrono>
#include <optional>

namespace cabled {

using SteadyTime = std::chrono::steady_clock::time_point;

/// How a host wants to be, or is to be, treated.
struct HostPolicy {
  std::chrono::milliseconds delay{};  ///< between the starts of two requests
  int per_host = 1;                   ///< requests at a time
};

/// How a request ended, as far as the host's pace goes.
enum class FetchEnd {
  kAnswered,  ///< whatever the status, but for those below
  kTroubled,  ///< no answer, 429, or 5xx
};

struct FetchSample {
  FetchEnd end = FetchEnd::kAnswered;
  std::chrono::milliseconds latency{};
  std::optional<std::chrono::milliseconds> retry_after;
};

/// The pace of one host. Plain values changed by pure functions of (now, state).
struct HostTurns {
  HostPolicy policy;
  SteadyTime next_allowed{};
  SteadyTime blocked_until{};
  int active = 0;
  int failures = 0;                     ///< in a row
  std::chrono::milliseconds latency{};  ///< smoothed

  bool may_start(SteadyTime now) const {
    return active < policy.per_host && now >= next_allowed && now >= blocked_until;
  }
  /// When may_start() can be true again, other than by a request's end.
  SteadyTime next_start() const { return std::max(next_allowed, blocked_until); }

  void started(SteadyTime now);
  /// A host that fails many times in a row is left alone, each time for longer; what it asks for by
  /// Retry-After is kept in any case.
  void ended(const FetchSample& sample, SteadyTime now);
};

}  // namespace cabled
