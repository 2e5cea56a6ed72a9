#include "daemon/system/service_notify.h"

#include <fmt/format.h>
#include <systemd/sd-daemon.h>

#include <cstdint>
#include <string>

namespace cabled::service {
namespace {

// The variables stay in the environment (first argument 0), for all later calls. A service manager
// that does not listen is no reason to stop the work, so failures are ignored.
void tell(const std::string& state) { static_cast<void>(::sd_notify(0, state.c_str())); }

}  // namespace

void notify_ready() { tell("READY=1"); }

void notify_reloading() {
  // systemd 253 and later match the reload by this time; earlier ones ignore it.
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  tell(fmt::format("RELOADING=1\nMONOTONIC_USEC={}",
                   std::chrono::duration_cast<std::chrono::microseconds>(now).count()));
}

void notify_stopping() { tell("STOPPING=1"); }

void notify_watchdog() { tell("WATCHDOG=1"); }

std::optional<std::chrono::microseconds> watchdog_interval() {
  std::uint64_t allowed = 0;
  if (::sd_watchdog_enabled(0, &allowed) <= 0) return std::nullopt;
  return std::chrono::microseconds(allowed / 2);
}

}  // namespace cabled::service
