#include "daemon/import/line_finder.h"

#include <unistd.h>

#include <algorithm>

namespace cabled {

std::uint64_t LineFinder::line_of(std::uint64_t offset) {
  static constexpr std::size_t kBlock = std::size_t{64} << 10U;
  block_.resize(kBlock);
  while (counted_ < offset) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, offset - counted_));
    const ssize_t got = pread(descriptor_, block_.data(), count, static_cast<off_t>(counted_));
    if (got <= 0) break;
    line_ += static_cast<std::uint64_t>(std::count(block_.begin(), block_.begin() + got, '\n'));
    counted_ += static_cast<std::uint64_t>(got);
  }
  return line_;
}

}  // namespace cabled
