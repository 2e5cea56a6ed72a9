#pragma once

#include <memory>
#include <string_view>

#include "daemon/import/archive_item.h"
#include "daemon/import/gzip_input.h"
#include "daemon/store/file_window.h"

struct archive;

namespace cabled {

/// What libarchive reads a tar or a compressed file from. It passes over zeros without end, such as
/// bombs hold between one tar and the next, and shows none of them: they are counted here.
class StreamInput {
 public:
  /// Reads `file`, which must outlive it, from its start; through gzip when that is its packing.
  StreamInput(FileWindow& file, const ArchiveLimits& limits);

  /// More bytes, good until the next call; "" at the end. Sets is_bomb() and the error of `handle`
  /// when what it has made of the bytes before is too much.
  std::string_view read(archive* handle);

  bool is_bomb() const noexcept { return is_bomb_; }
  /// Null when the file is no gzip.
  GzipInput* gzip() const noexcept { return gzip_.get(); }

 private:
  FileWindow* file_;
  const ArchiveLimits* limits_;
  std::unique_ptr<GzipInput> gzip_;
  bool is_bomb_ = false;
};

}  // namespace cabled
