#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "daemon/rebuild/stored_visit.h"
#include "daemon/store/warc_file.h"

namespace cabled {

/// A place in the archive: all records before it are read.
struct ArchivePlace {
  std::string segment;
  std::int64_t offset = 0;
};

/// Visits that may be stored together: no URL twice, and what follows from a cookie comes after it.
struct VisitGroup {
  std::vector<StoredVisit> visits;
  ArchivePlace next;         ///< where to go on
  std::int64_t damaged = 0;  ///< records that could not be read
  bool is_last = false;
};

/// Reads the segments of a folder by name, which is by age, and gives their visits group by group.
class VisitReader {
 public:
  /// Goes on at `from`. `segments`: names, sorted.
  VisitReader(std::string folder, std::vector<std::string> segments, ArchivePlace from);

  /// The next group. A file that cannot be read counts as one damaged record.
  VisitGroup next(const std::stop_token& stop);

  /// How much of the files is read.
  std::uint64_t bytes() const noexcept { return bytes_before_ + (file_ ? file_->offset() : 0); }

 private:
  bool open_next(VisitGroup& group);
  std::optional<StoredVisit> next_visit(VisitGroup& group);
  static void note_damage(VisitGroup& group, const std::string& reason);

  std::string folder_;
  std::vector<std::string> segments_;
  std::size_t next_segment_ = 0;
  ArchivePlace place_;
  std::optional<WarcFile> file_;
  std::uint64_t bytes_before_ = 0;
  std::optional<StoredVisit> held_;  ///< begins the next group
};

}  // namespace cabled
