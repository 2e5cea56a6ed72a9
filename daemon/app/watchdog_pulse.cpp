#include "daemon/app/watchdog_pulse.h"

#include <chrono>

#include "daemon/app/standstill.h"
#include "daemon/system/log.h"
#include "daemon/system/service_notify.h"
#include "daemon/system/stop_order.h"

namespace cabled {
namespace {

using std::chrono::steady_clock;

void feed_until(const std::stop_token& stop, const StageSigns& stages,
                std::chrono::milliseconds interval) {
  Standstill standstill(steady_clock::now());
  while (!stop.stop_requested()) {
    if (const auto stage = standstill.find(stages.read(), steady_clock::now())) {
      log::error("watchdog not fed", {{"stage", *stage}});
    } else {
      service::notify_watchdog();
    }
    nap(stop, interval);
  }
}

}  // namespace

WatchdogPulse::WatchdogPulse(const StageSigns& stages) {
  const auto interval = service::watchdog_interval();
  if (!interval) return;
  thread_ =
      std::jthread([&stages, every = std::chrono::floor<std::chrono::milliseconds>(*interval)](
                       const std::stop_token& stop) { feed_until(stop, stages, every); });
}

}  // namespace cabled
