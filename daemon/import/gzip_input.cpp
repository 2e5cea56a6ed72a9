#include "daemon/import/gzip_input.h"

#include <algorithm>
#include <new>

#include "daemon/codec/gzip_member.h"

namespace cabled {
namespace {

constexpr std::size_t kInflated = std::size_t{64} << 10U;

}  // namespace

void GzipInput::Release::operator()(z_stream* stream) const noexcept {
  inflateEnd(stream);
  delete stream;
}

GzipInput::GzipInput(FileWindow& file) : file_(&file), out_(kInflated, '\0') {
  auto raw = std::make_unique<z_stream>();
  if (inflateInit2(raw.get(), kGzipWindowBits) != Z_OK) throw std::bad_alloc();
  stream_.reset(raw.release());
}

std::string_view GzipInput::read() {
  while (damage_.empty() && (in_member_ || begin_member())) {
    const std::string_view bytes = bytes_at_hand();
    stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_->avail_in = static_cast<uInt>(bytes.size());
    stream_->next_out = reinterpret_cast<Bytef*>(out_.data());
    stream_->avail_out = static_cast<uInt>(out_.size());
    const int state = inflate(stream_.get(), Z_NO_FLUSH);
    const std::size_t got = out_.size() - stream_->avail_out;
    file_->consume(bytes.size() - stream_->avail_in);
    in_member_ = state != Z_STREAM_END;
    if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) {
      damage_ = "damaged gzip member: ";
      damage_ += stream_->msg != nullptr ? stream_->msg : "unknown damage";
    }
    if (got > 0) return std::string_view(out_).substr(0, got);
    if (in_member_ && bytes.empty() && damage_.empty()) damage_ = "gzip member is cut short";
  }
  return {};
}

std::string_view GzipInput::bytes_at_hand() {
  const auto bytes = file_->peek();
  if (bytes) return *bytes;
  damage_ = bytes.error().message;
  return {};
}

/// False at the end.
bool GzipInput::begin_member() {
  std::string_view bytes = bytes_at_hand();
  while (has_begun_ && bytes.starts_with('\0')) {
    file_->consume(std::min(bytes.find_first_not_of('\0'), bytes.size()));
    bytes = bytes_at_hand();
  }
  if (bytes.empty() || has_foreign_tail_) return false;
  // The two bytes of the magic may lie in two blocks: a lone first one is let through to zlib.
  has_foreign_tail_ = has_begun_ && !is_gzip(bytes) && bytes != "\x1f";
  if (has_foreign_tail_) return false;
  has_begun_ = in_member_ = true;
  inflateReset(stream_.get());
  return true;
}

}  // namespace cabled
