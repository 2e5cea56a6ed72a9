#include "daemon/pipeline/retry.h"

#include <algorithm>

#include "parsers/web/retry_after.h"

namespace cabled {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirst = std::chrono::minutes(1);
constexpr milliseconds kLongest = std::chrono::hours(24);

}  // namespace

milliseconds retry_delay(int attempts) {
  const int doublings = std::clamp(attempts - 1, 0, 12);
  return std::min(kLongest, kFirst * (1 << doublings));
}

}  // namespace cabled
