#pragma once

#include <zstd.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "daemon/codec/inflate_stream.h"
#include "daemon/store/file_window.h"
#include "parsers/model/error.h"
#include "parsers/warc/warc_reader.h"

/// What brings the bytes of an archive file to its reader: one class a form of compression. Each
/// push_some() pushes some bytes and answers whether more may follow.
namespace cabled {

class PlainDecompressor {
 public:
  Result<bool> push_some(FileWindow& file, warc::WarcReader& reader);
};

/// How far a decompressor may go back over bytes that a damaged unit has used up. Going back finds
/// records that the damage has covered; a limit keeps units within units from costing quadratic
/// time.
struct RereadBudget {
  std::uint64_t left = std::uint64_t{64} << 20U;

  /// Where to look on for the next unit after one that began at `start` and failed at `end`.
  std::uint64_t resume_at(std::uint64_t start, std::uint64_t end);
};

/// Gzip members: one a record, one for the whole file, or anything between.
class GzipDecompressor {
 public:
  GzipDecompressor();
  Result<bool> push_some(FileWindow& file, warc::WarcReader& reader);
  /// How many have been begun.
  std::uint64_t members() const noexcept { return members_; }

 private:
  Result<bool> resume(FileWindow& file, warc::WarcReader& reader, std::string_view why);
  bool promises_record(std::string_view bytes);
  bool pass_whole_member(FileWindow& file, std::string_view bytes, warc::WarcReader& reader);

  InflateStream stream_{Wrapping::kGzip};
  std::string out_;
  bool in_member_ = false;
  std::uint64_t member_start_ = 0;
  std::uint64_t members_ = 0;
  RereadBudget budget_;
};

/// Zstandard frames, with the dictionary frame in front that .warc.zst allows.
class ZstdDecompressor {
 public:
  ZstdDecompressor();
  Result<bool> push_some(FileWindow& file, warc::WarcReader& reader);

 private:
  Result<void> load_dictionary(FileWindow& file);
  Result<bool> resume(FileWindow& file, warc::WarcReader& reader, std::string_view why);

  struct Release {
    void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
  };
  std::unique_ptr<ZSTD_DCtx, Release> context_;
  std::string out_;
  bool in_frame_ = false;
  bool out_is_full_ = false;
  std::uint64_t frame_start_ = 0;
  RereadBudget budget_;
};

}  // namespace cabled
