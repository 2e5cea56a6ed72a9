#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "parsers/model/error.h"

namespace cabled {

/// Which segments may go. Without age and size all are kept for ever.
struct RetentionRule {
  std::chrono::milliseconds keep_for{0};  ///< 0: for ever
  std::uint64_t keep_size = 0;            ///< of the whole archive; 0: no bound

  bool keeps_all() const noexcept { return keep_for.count() == 0 && keep_size == 0; }
};

/// A segment in the archive's folder.
struct SegmentInfo {
  std::string name;
  std::uint64_t bytes = 0;
  std::chrono::system_clock::time_point written_at;  ///< when its last page came
  bool is_sealed = false;

  auto operator<=>(const SegmentInfo&) const = default;
};

/// The segments of a folder, the oldest first; none when there is no such folder.
Result<std::vector<SegmentInfo>> list_segments(const std::string& folder);

/// Those of `deletable` (a part of the archive, oldest first) that the rule no longer keeps while
/// the whole archive takes `bytes`. A segment is left alone for a day after its last page came, so
/// that its rows are in the database by then, and until it is sealed.
std::vector<SegmentInfo> past_keeping(const RetentionRule& rule,
                                      std::span<const SegmentInfo> deletable, std::uint64_t bytes,
                                      std::chrono::system_clock::time_point now);

/// Deletes a segment with its torn tail, if it has one. Nothing is amiss when it is gone already.
Result<void> delete_segment(const std::string& folder, const std::string& name);

}  // namespace cabled
