#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "db/frontier/frontier_rows.h"

namespace cabled {

/// How long a URL waits after its n-th failure in a row (n >= 1): one minute, doubling to a day.
/// The host's own back-off is kept apart, in daemon/fetch/politeness.h.
std::chrono::milliseconds retry_delay(int attempts);

/// What a Retry-After header asks for, at most a day; nothing when it says nothing readable.
std::optional<std::chrono::milliseconds> retry_after(std::string_view value, db::Timestamp now);

}  // namespace cabled
