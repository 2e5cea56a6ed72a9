#include "daemon/follow/delivery_pace.h"

#include <algorithm>

namespace cabled {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{100};
// What comes late after an outage is no later than this.
constexpr milliseconds kLongestPause = std::chrono::minutes(5);
constexpr int kDoublings = 12;  // 0.1 s · 2¹² are more than the longest pause
// Nobody who asks for more means it.
constexpr std::chrono::seconds kMostAsked = std::chrono::hours(24);

}  // namespace

void DeliveryPace::begin_anew() { failures_ = 0; }

void DeliveryPace::failed(Time now, std::optional<std::chrono::seconds> asked) {
  if (failures_++ == 0) first_failure_ = now;
  const milliseconds own =
      std::min(kFirstPause * (1 << std::min(failures_ - 1, kDoublings)), kLongestPause);
  next_try_ =
      now + (asked ? std::max<milliseconds>(std::min(*asked, kMostAsked), kFirstPause) : own);
}

bool DeliveryPace::is_exhausted(Time now) const {
  return failures_ > 0 && now - first_failure_ >= patience_;
}

milliseconds DeliveryPace::rest(Time now) const {
  if (failures_ == 0 || next_try_ <= now) return milliseconds(0);
  return std::chrono::ceil<milliseconds>(next_try_ - now);
}

}  // namespace cabled
