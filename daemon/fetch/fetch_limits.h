#pragma once

#include <chrono>
#include <cstddef>

#include "daemon/config/config.h"

namespace cabled {

/// Each bound holds for one request; none can be switched off.
struct FetchLimits {
  std::size_t max_body_bytes;    ///< as received, before decoding
  std::size_t max_header_bytes;  ///< all lines, 1xx and trailers included
  std::size_t max_header_lines;
  std::chrono::milliseconds connect_timeout;  ///< name, connection and TLS together
  std::chrono::milliseconds total_timeout;
  std::chrono::seconds stall_timeout;  ///< at less than min_bytes_per_second
  std::size_t min_bytes_per_second;
};

FetchLimits limits_of(const FetchOptions& options);

}  // namespace cabled
