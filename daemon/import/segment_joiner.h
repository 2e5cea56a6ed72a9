#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "parsers/model/error.h"
#include "parsers/warc/warc_reader.h"

namespace cabled {

/// Joins the records that a WARC has in several segments (ISO 28500 section 7): the first, and
/// "continuation" records that name it. Those of one file; the parts of many may lie mixed.
class SegmentJoiner {
 public:
  /// Of the blocks that are held together.
  explicit SegmentJoiner(std::uint64_t max_held) : max_held_(max_held) {}

  static bool is_segment(const warc::RecordHeader& header);

  /// Takes a segment; the whole record with the last one, nothing before. Error: why the segment
  /// belongs to no record that can be joined.
  Result<std::optional<warc::ArchiveRecord>> take(warc::ArchiveRecord segment);

  /// Those whose last segment has not come.
  std::vector<warc::ArchiveRecord> unfinished() &&;

 private:
  struct Open {
    warc::ArchiveRecord record;
    std::uint64_t next = 2;
  };
  std::uint64_t max_held_;
  std::uint64_t held_ = 0;
  std::map<std::string, Open> open_;  ///< by the id of their first
};

}  // namespace cabled
