#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "daemon/store/file_window.h"
#include "daemon/store/record_decompressors.h"
#include "parsers/model/error.h"
#include "parsers/warc/warc_reader.h"

namespace cabled {

/// A WARC or ARC file, plain or compressed with gzip or zstd, read record by record in bounded
/// memory.
class WarcFile {
 public:
  /// Blocks above this are gone through but not kept.
  static constexpr std::size_t kMaxBlock = std::size_t{16} << 20U;

  static Result<WarcFile> open(const std::string& path);
  static Result<WarcFile> take(FileWindow window);

  /// The next record; nothing at the end. Error: the file cannot be read on at all.
  Result<std::optional<warc::ArchiveRecord>> next();

  /// How far reading has got in the file, for progress.
  std::uint64_t offset() const noexcept { return file_.offset(); }
  std::uint64_t size() const noexcept { return file_.size(); }
  /// How many gzip members have been read; 0 when it is no gzip file.
  std::uint64_t gzip_members() const noexcept;

 private:
  explicit WarcFile(FileWindow file) : file_(std::move(file)), reader_(kMaxBlock) {}

  FileWindow file_;
  std::variant<PlainDecompressor, GzipDecompressor, ZstdDecompressor> decompressor_;
  warc::WarcReader reader_;
  bool is_finished_ = false;
};

}  // namespace cabled
