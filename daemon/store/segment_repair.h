#pragma once

#include <cstdint>
#include <string>

#include "parsers/model/error.h"

namespace cabled {

/// What was found in a segment that its writer left open.
struct SegmentRepair {
  std::uint64_t kept = 0;       ///< bytes of whole records at the start
  std::uint64_t moved = 0;      ///< bytes of the torn tail, now in "SEGMENT.torn"
  bool damaged_inside = false;  ///< whole records follow a damaged one: nothing was moved
};

/// Looks over one segment that nobody holds: whole records at its start stay where they are, a torn
/// tail goes to a side file, and the segment is sealed. Only a tail in which no whole member
/// follows is torn; damage further inside is left to readers, which skip it. kRefused when a writer
/// holds it.
Result<SegmentRepair> repair_tail(const std::string& path);

/// Does so for every segment in `folder` that is neither sealed nor held. Answers how many had a
/// torn tail.
Result<int> repair_segments(const std::string& folder);

}  // namespace cabled
