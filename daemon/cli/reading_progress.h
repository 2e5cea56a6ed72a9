#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/system/progress.h"

namespace cabled::cli {

/// How far the reading of files of records has come, by their bytes.
class ReadingProgress {
 public:
  ReadingProgress(const std::vector<std::string>& paths, Progress::Style style);

  /// Another record was read; `offset` is where the reader stands in its file.
  void read_record(std::uint64_t offset);
  void end_file() { bytes_before_ = counts_.bytes; }
  /// Records and bytes of all files so far.
  void update(std::uint64_t records, std::uint64_t bytes);

  std::uint64_t records() const noexcept { return counts_.done; }

 private:
  ProgressCounts counts_;
  std::uint64_t bytes_before_ = 0;  ///< of the files that are done
  Progress progress_;
};

}  // namespace cabled::cli
