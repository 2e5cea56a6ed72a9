#include "daemon/import/stream_input.h"

#include <archive.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

#include "daemon/codec/magic.h"

namespace cabled {
namespace {

// Heads and padding of small members are counted with them here, and they pack well.
constexpr std::uint64_t kRoomForPadding = 4;
constexpr std::size_t kStreamBlock = std::size_t{64} << 10U;

}  // namespace

StreamInput::StreamInput(FileWindow& file, const ArchiveLimits& limits)
    : file_(&file), limits_(&limits) {
  file.seek(0);
  const auto head = file.peek();
  if (head && is_gzip(*head)) gzip_ = std::make_unique<GzipInput>(file);
}

std::string_view StreamInput::read(archive* handle) {
  const auto out =
      static_cast<std::uint64_t>(std::max<la_int64_t>(archive_filter_bytes(handle, 0), 0));
  const std::uint64_t in = std::max<std::uint64_t>(file_->offset(), 1);
  if (out > ArchiveLimits::kFreeBytes && out / in > kRoomForPadding * limits_->max_ratio) {
    is_bomb_ = true;
    const std::string why =
        fmt::format("grows to more than {} times its size", kRoomForPadding * limits_->max_ratio);
    archive_set_error(handle, EINVAL, "%s", why.c_str());
    return {};
  }
  // libarchive looks ahead, so damage is no error of its own here: what lies before it is to be
  // read all the same.
  if (gzip_) return gzip_->read();
  const auto bytes = file_->peek();
  if (!bytes) return {};
  const std::string_view piece = bytes->substr(0, kStreamBlock);
  file_->consume(piece.size());
  return piece;
}

}  // namespace cabled
