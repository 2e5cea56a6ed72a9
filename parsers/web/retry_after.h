#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace cabled {

/// Whatever a server asks for, it is asked again once a month.
inline constexpr std::chrono::seconds kMaxRetryAfter = std::chrono::hours(24 * 30);

/// How long a Retry-After field asks to wait: seconds or a date in any of HTTP's forms. A date in
/// the past is no wait at all; longer than kMaxRetryAfter becomes that. nullopt: says nothing
/// readable.
std::optional<std::chrono::seconds> read_retry_after(std::string_view value,
                                                     std::chrono::sys_seconds now);

}  // namespace cabled
