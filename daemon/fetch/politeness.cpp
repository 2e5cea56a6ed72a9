#include "daemon/fetch/politeness.h"

#include <algorithm>
#include <string_view>

#include "parsers/web/header_fields.h"
#include "parsers/web/retry_after.h"

namespace cabled {
namespace {

using std::chrono::milliseconds;

// Beyond this many doublings every cap is reached; it keeps the shift from overflowing.
constexpr int kMaxDoublings = 30;
// A new latency counts as much as all before it: quick to follow, as a host's state changes fast.
constexpr int kSmoothing = 2;
// Of a Retry-After: enough to spread, too little to matter.
constexpr double kRetryAfterJitter = 0.1;

milliseconds scaled(milliseconds time, double factor) {
  return milliseconds(static_cast<milliseconds::rep>(static_cast<double>(time.count()) * factor));
}

HostAnswer answer_of_status(int status) {
  if (status == 429 || status == 503) return HostAnswer::kSlowDown;
  if (status >= 500) return HostAnswer::kFailed;
  return status >= 400 ? HostAnswer::kNoPage : HostAnswer::kServed;
}

HostAnswer answer_of_failure(FailureClass failure) {
  switch (failure) {
    case FailureClass::kDns:
    case FailureClass::kConnect:
    case FailureClass::kTls:
    case FailureClass::kTimeout:
    case FailureClass::kStalled:
    case FailureClass::kTruncated:
    case FailureClass::kProtocol:
    // Not the host's fault, but as long as the proxy is down there is nothing to be had from it.
    case FailureClass::kProxy:
      return HostAnswer::kFailed;
    case FailureClass::kTooLarge:
    case FailureClass::kRefusedAddress:
    case FailureClass::kRefusedScheme:
    case FailureClass::kCancelled:
    case FailureClass::kDescriptors:
    case FailureClass::kInternal:
      break;
  }
  return HostAnswer::kNothing;
}

milliseconds smoothed(milliseconds before, const HostVisit& visit) {
  if (visit.latency <= milliseconds(0)) return before;
  if (before <= milliseconds(0)) return visit.latency;
  const milliseconds mean = before + (visit.latency - before) / kSmoothing;
  // An error page comes quickly; it must not make us come quicker.
  return visit.answer == HostAnswer::kServed ? mean : std::max(before, mean);
}

}  // namespace

PaceLimits pace_limits(const FetchOptions& options) {
  PaceLimits limits;
  limits.min_delay = options.delay;
  limits.max_concurrency = options.per_host;
  const bool throttles = options.auto_throttle && options.delay.count() > 0;
  limits.max_delay = throttles ? options.max_delay : milliseconds(0);
  limits.target_load = 0.5 * options.per_host;
  limits.first_rest = options.rest;
  limits.max_rest = options.max_rest;
  return limits;
}

HostVisit visit_of(const FetchResult& result, std::chrono::sys_seconds now) {
  if (const auto* failure = std::get_if<FetchFailure>(&result.outcome)) {
    return {answer_of_failure(failure->failure), milliseconds(0), std::nullopt};
  }
  const auto& response = std::get<FetchResponse>(result.outcome);
  // The connection's set-up is the network's time, not the host's work.
  const auto latency = response.timings.first_byte - response.timings.connect;
  HostVisit visit{answer_of_status(response.status), std::chrono::ceil<milliseconds>(latency),
                  std::nullopt};
  visit.since_answer =
      std::chrono::floor<milliseconds>(response.timings.total - response.timings.first_byte);
  if (visit.answer == HostAnswer::kSlowDown) {
    visit.retry_after = read_retry_after(header_value(response.response_head, "retry-after"), now);
  }
  return visit;
}

milliseconds delay_of(const PaceLimits& limits, const HostPace& pace) noexcept {
  const milliseconds wanted = scaled(pace.latency, 1.0 / std::max(limits.target_load, 0.01));
  return std::max(limits.min_delay, std::min(wanted, limits.max_delay));
}

Instant next_start(const HostPace& pace) noexcept {
  return std::max(pace.next_allowed_at, pace.blocked_until);
}

bool may_start(const PaceLimits& limits, const HostPace& pace, int running, Instant now) noexcept {
  const int most = pace.failures >= limits.failures_to_block ? 1 : limits.max_concurrency;
  return running < most && now >= next_start(pace);
}

HostPace after_start(const PaceLimits& limits, HostPace pace, Instant now) noexcept {
  const milliseconds delay = delay_of(limits, pace);
  if (delay > milliseconds(0)) pace.next_allowed_at = std::max(pace.next_allowed_at, now + delay);
  return pace;
}

HostPace after_visit(const PaceLimits& limits, HostPace pace, const HostVisit& visit, Instant now,
                     double chance) noexcept {
  if (limits.min_delay > milliseconds(0)) {
    pace.next_allowed_at =
        std::max(pace.next_allowed_at, now - visit.since_answer + limits.min_delay);
  }
  if (visit.answer == HostAnswer::kNothing) return pace;
  pace.latency = smoothed(pace.latency, visit);
  const auto block_for = [&](milliseconds time) {
    pace.blocked_until = std::max(pace.blocked_until, now + time);
  };
  if (visit.retry_after) {
    const milliseconds asked =
        std::clamp<milliseconds>(*visit.retry_after, milliseconds(0), limits.max_retry_after);
    block_for(asked + scaled(asked, kRetryAfterJitter * chance));
  }
  if (visit.answer == HostAnswer::kServed || visit.answer == HostAnswer::kNoPage) {
    pace.failures = 0;
    return pace;
  }
  pace.failures = std::min(pace.failures, kMaxDoublings + limits.failures_to_block) + 1;
  const bool blocks = pace.failures >= limits.failures_to_block;
  const bool told_to_wait = visit.answer == HostAnswer::kSlowDown;
  if (blocks || told_to_wait) {
    // "Slow down" is obeyed from the first time; other failures get some tries.
    const int attempt = told_to_wait ? pace.failures : pace.failures - limits.failures_to_block + 1;
    block_for(back_off(limits.first_rest, limits.max_rest, attempt, chance));
  }
  return pace;
}

milliseconds back_off(milliseconds first, milliseconds most, int attempt, double chance) noexcept {
  const int doublings = std::clamp(attempt - 1, 0, kMaxDoublings);
  const double whole = static_cast<double>(first.count()) *
                       static_cast<double>(1U << static_cast<unsigned>(doublings));
  const double capped = std::min(whole, static_cast<double>(most.count()));
  return milliseconds(static_cast<milliseconds::rep>(capped * (0.5 + 0.5 * chance)));
}

}  // namespace cabled
