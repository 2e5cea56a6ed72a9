#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/codec/gzip_member.h"
#include "daemon/config/config.h"
#include "daemon/system/file_descriptor.h"
#include "parsers/model/archive_ref.h"
#include "parsers/model/error.h"

namespace cabled {

using WallClock = std::function<std::chrono::system_clock::time_point()>;
/// Brings a file to disk as fdatasync(2) does: 0, or -1 with errno.
using DataSync = std::function<int(int file)>;

/// What a writer's segments are: its own, or, of a command that ends by itself, those of the day,
/// which the next command goes on with. Else a fetch every hour would leave a file every hour.
enum class SegmentUse { kOwn, kOfTheDay };

struct SegmentOptions {
  std::string folder;
  /// A segment is closed once it has grown to this, so that copies and checks stay handy.
  std::uint64_t rotate_bytes = ArchiveOptions{}.segment_size.count;
  std::chrono::milliseconds rotate_age = ArchiveOptions{}.segment_age;
  WallClock now = [] { return std::chrono::system_clock::now(); };
  SegmentUse use = SegmentUse::kOwn;
  DataSync sync;  ///< fdatasync() when empty
  /// What else the segment says of itself, as names and values of its warcinfo record.
  std::vector<std::pair<std::string, std::string>> about = {};
};

/// Appends records to WARC segments "cabled-YYYYMMDDhhmmss-NNNN-HOST-PID.warc.gz", a gzip member
/// each.
///
/// One writer owns its segment, by an exclusive flock held as long as it is open; a closed segment
/// is made read-only and never written again, but for one of the day. What a writer appends to that
/// begins with a description of its own. Not for use by two threads at once.
///
/// An append that fails leaves the file as it was before it, and the records before it are good. A
/// sync() that fails voids every ArchiveRef since the last sync() that did not: the file is cut
/// back, and the caller appends those records anew. A file that holds no record of a caller's when
/// it is let go is removed.
class SegmentWriter {
 public:
  explicit SegmentWriter(SegmentOptions options);
  SegmentWriter(SegmentWriter&&) = default;
  SegmentWriter& operator=(SegmentWriter&&) = default;
  SegmentWriter(const SegmentWriter&) = delete;
  SegmentWriter& operator=(const SegmentWriter&) = delete;
  ~SegmentWriter();

  /// Makes sure that a segment is open and young enough, before the records of a group are built;
  /// closes one that is full or old. kTransient when none can be made.
  Result<void> prepare();

  /// Appends `leading`, which may be empty, and `record` in one write, so both are stored or
  /// neither. The answer is where `record` lies.
  Result<ArchiveRef> append(std::string_view leading, std::string_view record, Packing packing);

  /// Makes everything appended durable (fdatasync).
  Result<void> sync();

  /// Syncs, seals the segment and lets it go; the next append opens a new one.
  Result<void> close();

  /// The open segment's file name; "" when none is open.
  const std::string& segment() const noexcept { return segment_; }

 private:
  Result<void> flush();
  Result<void> seal();
  Result<void> open_segment();
  Result<void> create_file();
  bool reopen_file();
  Result<void> write_whole(std::string_view bytes);
  bool is_due_for_rotation() const;
  std::string path_of(const std::string& name) const;
  void abandon() noexcept;
  void take_back_if_empty() const noexcept;

  SegmentOptions options_;
  GzipPacker packer_;
  FileDescriptor file_;
  FileDescriptor lock_;  ///< of a reopened segment; the lock of a new one is that of file_
  std::string segment_;
  std::chrono::system_clock::time_point opened_at_;
  std::uint64_t begin_ = 0;         ///< where this writer's part of it begins
  std::uint64_t first_record_ = 0;  ///< where what describes the segment ends
  std::uint64_t size_ = 0;          ///< where the last good record ends
  std::uint64_t synced_size_ = 0;   ///< what of it is known to be on disk
  unsigned number_ = 0;
  std::optional<Error> lost_;  ///< why records since the last sync() are void, until it has said so
};

}  // namespace cabled
