#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace cabled {

/// Where a stored record lies: its gzip member fills `length` bytes from `offset` of the segment.
struct ArchiveRef {
  std::string segment;  ///< file name without folder
  std::uint64_t offset = 0;
  std::uint64_t length = 0;

  auto operator<=>(const ArchiveRef&) const = default;
};

}  // namespace cabled
