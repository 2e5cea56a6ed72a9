#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "daemon/store/line_sorter.h"
#include "daemon/store/warc_file.h"
#include "parsers/model/error.h"
#include "parsers/warc/warc_reader.h"

namespace cabled {

/// Something wrong with a file of records.
struct Fault {
  std::string file;
  std::uint64_t offset = 0;
  std::string reason;
};

/// Whether a writer holds the segment, so that its last record may be on its way.
bool is_being_written(const std::string& path);

/// Checks every record of WARC and ARC files: framing, a gzip member of its own, block and payload
/// digests, a segment's warcinfo record in front, and that what a revisit refers to is there.
///
/// Memory does not grow with the files. The end of a segment that is being written is no fault.
class ArchiveCheck {
 public:
  struct Counts {
    std::uint64_t files = 0;
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;
    std::uint64_t faults = 0;
  };

  ArchiveCheck(const std::string& scratch_folder, std::function<void(const Fault&)> tell)
      : tell_(std::move(tell)), payloads_(scratch_folder) {}

  /// Is given the counts after each record, with the bytes read of its file; false ends the check.
  void watch(std::function<bool(const Counts&)> watch) { watch_ = std::move(watch); }

  /// Checks one file. Error: there is no room for scratch files, or the watch ended it; all else is
  /// a fault.
  Result<void> check(const std::string& path);

  /// Once all files of an archive have been checked: tells the revisits whose payload is in none.
  Result<void> check_revisits();

  const Counts& counts() const noexcept { return counts_; }

 private:
  void tell(const Fault& fault);
  Result<void> check_records(WarcFile& file, const std::string& path);
  Result<void> note_payload(const warc::ArchiveRecord& record, const std::string& path);

  std::function<void(const Fault&)> tell_;
  std::function<bool(const Counts&)> watch_;
  LineSorter payloads_;  ///< what is stored and what is referred to, together by their keys
  Counts counts_;
};

}  // namespace cabled
