#include "parsers/web/retry_after.h"

#include <algorithm>

#include "parsers/model/ascii.h"
#include "parsers/web/web_date.h"

namespace cabled {

std::optional<std::chrono::seconds> read_retry_after(std::string_view value,
                                                     std::chrono::sys_seconds now) {
  value = ascii::trim(value);
  if (value.empty()) return std::nullopt;
  if (std::ranges::all_of(value, ascii::is_digit)) {
    std::chrono::seconds delay{0};
    for (const char digit : value) {
      delay = std::min(delay * 10 + std::chrono::seconds(digit - '0'), kMaxRetryAfter);
    }
    return delay;
  }
  const std::optional<std::chrono::sys_seconds> date = read_http_date(value, now);
  if (!date) return std::nullopt;
  return std::clamp(*date - now, std::chrono::seconds(0), kMaxRetryAfter);
}

}  // namespace cabled
