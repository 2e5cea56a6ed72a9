#include "daemon/fetch/fetch_limits.h"

namespace cabled {

FetchLimits limits_of(const FetchOptions& options) {
  return {.max_body_bytes = options.max_body.count,
          .max_header_bytes = std::size_t{64} << 10U,
          .max_header_lines = 256,
          .connect_timeout = options.connect_timeout,
          .total_timeout = options.total_timeout,
          .stall_timeout = std::chrono::ceil<std::chrono::seconds>(options.low_speed_time),
          .min_bytes_per_second = options.low_speed_limit.count};
}

}  // namespace cabled
