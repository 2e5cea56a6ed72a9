#include "daemon/fetch/bandwidth.h"

#include <algorithm>

namespace cabled {

void Bandwidth::took(std::uint64_t bytes, Time since) noexcept {
  if (bytes_per_second_ == 0) return;
  const std::chrono::duration<double> cost(static_cast<double>(bytes) /
                                           static_cast<double>(bytes_per_second_));
  paid_until_ = std::max(paid_until_, since) + std::chrono::ceil<Time::duration>(cost);
}

}  // namespace cabled
