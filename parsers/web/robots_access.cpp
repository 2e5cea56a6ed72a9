#include "parsers/web/robots_access.h"

#include <algorithm>

namespace cabled {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// RFC 9309 section 2.4: no cached copy is used for longer.
constexpr seconds kFresh = hours(24);
// An unreachable site is asked again soon enough to lose little, seldom enough to be no burden.
constexpr seconds kUnreachableRetry = minutes(30);

RobotsAccessRule unreachable(const RobotsFetch& fetch) {
  const seconds wanted = fetch.retry_after.value_or(kUnreachableRetry);
  return {RobotsAccess::kDisallowAll, std::clamp(wanted, kUnreachableRetry, kFresh)};
}

}  // namespace

RobotsAccessRule robots_access(const RobotsFetch& fetch) {
  if (!fetch.status) return unreachable(fetch);
  const int status = *fetch.status;
  if (status >= 200 && status < 300) return {RobotsAccess::kUseBody, kFresh};
  // Nothing was asked that "not modified" could answer.
  if (status == 304) return unreachable(fetch);
  // A redirect that leads nowhere, or one too many.
  if (status >= 300 && status < 400) return {RobotsAccess::kAllowAll, kFresh};
  if (status == 429) return unreachable(fetch);
  if (status >= 400 && status < 500) return {RobotsAccess::kAllowAll, kFresh};
  return unreachable(fetch);
}

}  // namespace cabled
