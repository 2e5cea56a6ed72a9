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

std::optional<milliseconds> retry_after(std::string_view value, db::Timestamp now) {
  const std::chrono::sys_seconds today{std::chrono::duration_cast<std::chrono::seconds>(now)};
  const auto wait = read_retry_after(value, today);
  if (!wait) return std::nullopt;
  return std::min<milliseconds>(*wait, kLongest);
}

}  // namespace cabled
