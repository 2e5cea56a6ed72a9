#include "daemon/store/member_scan.h"

#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <memory>
#include <new>
#include <string_view>
#include <system_error>
#include <vector>

#include "daemon/codec/gzip_member.h"

namespace cabled {
namespace {

constexpr std::size_t kScanBlock = std::size_t{256} << 10U;

struct ReleaseInflate {
  void operator()(z_stream* stream) const noexcept {
    inflateEnd(stream);
    delete stream;
  }
};
using Inflate = std::unique_ptr<z_stream, ReleaseInflate>;

Inflate begin_inflate() {
  auto raw = std::make_unique<z_stream>();
  if (inflateInit2(raw.get(), kGzipWindowBits) != Z_OK) throw std::bad_alloc();
  return Inflate(raw.release());
}

Result<std::size_t> read_at(int file, std::vector<Bytef>& block, std::uint64_t offset) {
  while (true) {
    const ssize_t got = pread(file, block.data(), block.size(), static_cast<off_t>(offset));
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) {
      return fail(ErrorKind::kTransient, "cannot read segment: {}",
                  std::generic_category().message(errno));
    }
  }
}

/// Feeds one block; answers zlib's last word.
int inflate_block(z_stream& stream, std::vector<Bytef>& sink) {
  int state = Z_OK;
  while (state == Z_OK && stream.avail_in > 0) {
    stream.next_out = sink.data();
    stream.avail_out = static_cast<uInt>(sink.size());
    state = inflate(&stream, Z_NO_FLUSH);
  }
  return state;
}

}  // namespace

Result<std::optional<std::uint64_t>> end_of_member(int file, std::uint64_t offset) {
  const Inflate stream = begin_inflate();
  std::vector<Bytef> block(kScanBlock);
  std::vector<Bytef> sink(kScanBlock);
  while (true) {
    const auto got = read_at(file, block, offset);
    if (!got) return tl::unexpected(got.error());
    if (*got == 0) return std::nullopt;
    stream->next_in = block.data();
    stream->avail_in = static_cast<uInt>(*got);
    const int state = inflate_block(*stream, sink);
    offset += *got - stream->avail_in;
    if (state == Z_STREAM_END) return offset;
    if (state != Z_OK && state != Z_BUF_ERROR) return std::nullopt;
  }
}

Result<std::optional<std::uint64_t>> next_gzip_magic(int file, std::uint64_t offset) {
  static constexpr std::string_view kMagic = "\x1f\x8b\x08";
  std::vector<Bytef> block(kScanBlock);
  for (++offset;;) {
    const auto got = read_at(file, block, offset);
    if (!got) return tl::unexpected(got.error());
    if (*got < kMagic.size()) return std::nullopt;
    const std::string_view seen(reinterpret_cast<const char*>(block.data()), *got);
    const std::size_t at = seen.find(kMagic);
    if (at != seen.npos) return offset + at;
    offset += *got - (kMagic.size() - 1);  // the magic may straddle two blocks
  }
}

}  // namespace cabled
