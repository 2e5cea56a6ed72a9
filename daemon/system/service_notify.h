#pragma once

#include <chrono>
#include <optional>
#include <string_view>

/// What the daemon tells systemd (Type=notify). Outside of a service all of it does nothing.
namespace cabled::service {

void notify_ready();
/// Before a reload; notify_ready() ends it.
void notify_reloading();
void notify_stopping();
/// Sign of life, due every watchdog_interval().
void notify_watchdog();

/// How often notify_watchdog() is to be called, half of what the unit allows; nothing when the
/// unit sets no watchdog for this process.
std::optional<std::chrono::microseconds> watchdog_interval();

}  // namespace cabled::service
