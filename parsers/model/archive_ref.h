#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace cabled {

/// Where a record lies in the archive: `length` bytes at `offset` of the segment file `segment`.
struct ArchiveRef {
  std::string segment;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;

  auto operator<=>(const ArchiveRef&) const = default;
};

}  // namespace cabled
