#pragma once

#include <chrono>
#include <optional>

#include "daemon/config/config.h"
#include "daemon/fetch/fetcher.h"

/// How fast one host is visited: pure functions of (limits, pace, what happened, now), so whoever
/// asks brings the clock and the dice and no test has to wait.
///
/// A visit runs: may_start()? -> after_start() -> the fetch -> visit_of() -> after_visit(). A pace
/// is stored with its host after each of the two changes, as is or as time left from now; nothing
/// but the number of visits that run is kept in memory, so the pace outlives a crash and holds for
/// every daemon that shares the database.
namespace cabled {

/// Any clock will do, as long as all calls for a host bring the same.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// The rules for a host, from the configuration and its robots.txt (Crawl-delay raises min_delay).
struct PaceLimits {
  /// From the answer to one request to the start of the next. Not from its start: how long it was
  /// on its way, or in the queue of a busy server, we do not know, and by the server's log the next
  /// would come early.
  std::chrono::milliseconds min_delay = FetchOptions{}.delay;
  std::chrono::milliseconds max_delay =
      FetchOptions{}.max_delay;  ///< bounds what slow answers add, not min_delay
  int max_concurrency = FetchOptions{}.per_host;
  /// Auto-throttle: how many requests the host should have in hand on average. From one start to
  /// the next pass at least latency / load, so a host that slows down is visited less.
  double target_load = 0.5;
  int failures_to_block = 5;                                   ///< in a row; then the host rests
  std::chrono::milliseconds first_rest = FetchOptions{}.rest;  ///< doubled with each failure more
  std::chrono::milliseconds max_rest = FetchOptions{}.max_rest;
  std::chrono::milliseconds max_retry_after{24 * 3'600'000};
};

/// Without a robots.txt. Where the operator wants no pause, there is none to stretch.
PaceLimits pace_limits(const FetchOptions& options);

/// The state of a host: one row of the table `host`.
struct HostPace {
  std::chrono::milliseconds latency{0};  ///< smoothed; 0: not known
  int failures = 0;                      ///< in a row
  Instant next_allowed_at{};
  Instant blocked_until{};

  bool operator==(const HostPace&) const = default;
};

/// What a visit says of the host (not of the page).
enum class HostAnswer {
  kServed,    ///< 2xx or 3xx: the only answer that may speed things up
  kNoPage,    ///< 4xx: the host is well, but a quick refusal says nothing of its load
  kSlowDown,  ///< 429 or 503
  kFailed,    ///< other 5xx, or no whole answer: DNS, connection, TLS, time-out, cut
  kNothing,   ///< our own doing: refused address, too large, cancelled
};

struct HostVisit {
  HostAnswer answer = HostAnswer::kNothing;
  std::chrono::milliseconds latency{0};             ///< to the first byte; 0: none came
  std::optional<std::chrono::seconds> retry_after;  ///< from read_retry_after()
  std::chrono::milliseconds since_answer{0};        ///< from the first byte to the end
};

/// `now` turns the date of a Retry-After into a wait.
HostVisit visit_of(const FetchResult& result, std::chrono::sys_seconds now);

/// From one start to the next, at least.
std::chrono::milliseconds delay_of(const PaceLimits& limits, const HostPace& pace) noexcept;

/// When the next visit may start, as far as time is concerned.
Instant next_start(const HostPace& pace) noexcept;

/// Whether a visit may start now, `running` others being under way. A host that was blocked is
/// tried with one visit at a time until it has served again (circuit breaker, half open).
bool may_start(const PaceLimits& limits, const HostPace& pace, int running, Instant now) noexcept;

HostPace after_start(const PaceLimits& limits, HostPace pace, Instant now) noexcept;

/// `chance` is evenly spread over [0, 1): it keeps hosts that failed together from being tried
/// again together. A Retry-After is never undercut; chance only adds to it.
HostPace after_visit(const PaceLimits& limits, HostPace pace, const HostVisit& visit, Instant now,
                     double chance) noexcept;

/// `first` doubled with each attempt after the first and capped at `most`; half of it is certain,
/// the other half up to `chance`. Also for a URL of its own that failed.
std::chrono::milliseconds back_off(std::chrono::milliseconds first, std::chrono::milliseconds most,
                                   int attempt, double chance) noexcept;

}  // namespace cabled
