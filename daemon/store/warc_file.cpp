#include "daemon/store/warc_file.h"

#include <utility>

#include "daemon/codec/magic.h"

namespace cabled {
Result<WarcFile> WarcFile::open(const std::string& path) {
  auto window = FileWindow::open(path);
  if (!window) return tl::unexpected(window.error());
  return take(std::move(*window));
}

Result<WarcFile> WarcFile::take(FileWindow window) {
  WarcFile file(std::move(window));
  const auto begin = file.file_.peek();
  if (!begin) return tl::unexpected(begin.error());
  if (is_gzip(*begin)) {
    file.decompressor_.emplace<GzipDecompressor>();
  } else if (is_zstd_stream(*begin)) {
    file.decompressor_.emplace<ZstdDecompressor>();
  } else {
    file.reader_.expect_size(file.size());
  }
  return file;
}

std::uint64_t WarcFile::gzip_members() const noexcept {
  const auto* gzip = std::get_if<GzipDecompressor>(&decompressor_);
  return gzip != nullptr ? gzip->members() : 0;
}

Result<std::optional<warc::ArchiveRecord>> WarcFile::next() {
  while (true) {
    if (auto record = reader_.next()) return record;
    if (is_finished_) return std::nullopt;
    const auto more =
        std::visit([this](auto& form) { return form.push_some(file_, reader_); }, decompressor_);
    if (!more) return tl::unexpected(more.error());
    if (!*more) {
      is_finished_ = true;
      reader_.finish();
    }
  }
}

}  // namespace cabled
