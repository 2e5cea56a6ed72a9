#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/warc/block_digests.h"
#include "parsers/warc/record_header.h"

namespace cabled::warc {

/// A record as it was met, or a stretch of bytes that belongs to none.
struct ArchiveRecord {
  RecordHeader header;  ///< its type is "" for bytes that belong to no record
  /// Where it lies: its member in the file if it has one to itself, else its place in the stream of
  /// uncompressed bytes.
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  bool has_own_member = false;     ///< whether the place is that of a member in the file
  std::string block;               ///< all of it, unless it is oversized
  std::uint64_t block_length = 0;  ///< bytes that were there
  /// Set for a block above the limit, which is not kept: what was worked out as it went by.
  struct Oversized {
    std::optional<bool> digest_ok;
    std::uint64_t payload_length = 0;
    std::string payload_sha256;  ///< raw
  };
  std::optional<Oversized> oversized;
  std::string error;  ///< why it is not to be trusted; "" when it is sound
};

/// Reads WARC (any version) and ARC records out of a stream that is pushed in; bounded memory,
/// linear time. A damaged record is given with its error, and reading goes on at the next place
/// that looks like a record's start.
///
/// What compressed files are made of (gzip members, zstd frames) is told by begin_unit and
/// end_unit; a record may fill one, as it should, or share one, or spread over several.
class WarcReader {
 public:
  explicit WarcReader(std::size_t max_block);

  /// How many bytes will come in all, when that is known: shows a lying length at once.
  void expect_size(std::uint64_t size) { stream_size_ = size; }

  void begin_unit(std::uint64_t file_offset);
  void push(std::string_view bytes);
  void end_unit(std::uint64_t file_offset);
  /// The unit is damaged: the record at hand is not to be trusted and ends here.
  void damage(std::string_view what);
  /// No more will come.
  void finish();

  /// The next record that is complete.
  std::optional<ArchiveRecord> next();

 private:
  enum class State { kBetween, kSeeking, kHeader, kBlock, kUnsureBlock };
  enum class Step { kOn, kWantMore };

  void run();
  Step advance();
  Step between();
  Step arc_line();
  Step seek();
  Step read_header();
  Step read_block();
  Step read_unsure_block();

  std::string_view rest() const { return std::string_view(buffer_).substr(at_); }
  void consume(std::size_t count);
  void begin_record(RecordHeader header, std::size_t header_size);
  void keep(std::size_t count);
  void end_block();
  bool split_block();
  Step lose_track(std::string_view why, std::size_t skipped);
  void release();
  void add_error(std::string_view why);
  bool starts_new_unit_with_record() const;

  std::size_t max_block_;
  std::optional<std::uint64_t> stream_size_;
  State state_ = State::kBetween;
  std::string buffer_;
  std::size_t at_ = 0;                 ///< what of the buffer is used up
  std::uint64_t position_ = 0;         ///< of at_ in the stream
  std::optional<ArchiveRecord> open_;  ///< being read, or waiting for what follows it
  std::optional<BlockDigests> digests_;
  std::uint64_t block_left_ = 0;
  bool blank_seen_ = false;  ///< an empty line since the block ended
  bool is_arc_ = false;
  bool any_seen_ = false;            ///< a record, or bytes that belong to none
  bool is_ended_ = false;            ///< no more comes: what is there has to do
  std::uint64_t unit_file_ = 0;      ///< where the unit at hand begins in the file
  std::uint64_t unit_position_ = 0;  ///< … and in the stream
  bool in_unit_ = false;
  int records_in_unit_ = 0;
  std::uint64_t split_budget_;
  std::deque<ArchiveRecord> ready_;
};

}  // namespace cabled::warc
