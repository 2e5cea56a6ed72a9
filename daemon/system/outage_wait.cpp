#include "daemon/system/outage_wait.h"

#include <algorithm>
#include <utility>

#include "daemon/system/log.h"
#include "daemon/system/stop_order.h"

namespace cabled {
namespace {

constexpr std::chrono::milliseconds kLongestPause{1000};

}  // namespace

void OutageWait::pause(const Error& error, const std::stop_token& stop) {
  if (!std::exchange(told_, true)) log::warn(delayed_, {{"error", error.message}});
  nap(stop, pause_);
  waited_ += pause_;
  pause_ = std::min(pause_ * 2, kLongestPause);
}

void OutageWait::over() {
  if (std::exchange(told_, false)) log::info(back_);
  pause_ = kFirstPause;
  waited_ = std::chrono::milliseconds(0);
}

}  // namespace cabled
