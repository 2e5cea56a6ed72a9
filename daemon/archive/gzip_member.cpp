#include "daemon/archive/gzip_member.h"

#include <libdeflate.h>

#include <algorithm>
#include <new>

#include "daemon/system/thread_decompressor.h"

namespace cabled {

void GzipPacker::Release::operator()(libdeflate_compressor* compressor) const noexcept {
  libdeflate_free_compressor(compressor);
}

GzipPacker::GzipPacker(int level)
    : deflating_(libdeflate_alloc_compressor(level)), storing_(libdeflate_alloc_compressor(0)) {
  if (!deflating_ || !storing_) throw std::bad_alloc();
}

GzipPacker::GzipPacker(GzipPacker&&) noexcept = default;
GzipPacker& GzipPacker::operator=(GzipPacker&&) noexcept = default;
GzipPacker::~GzipPacker() = default;

std::string GzipPacker::pack(std::string_view bytes, Packing packing) {
  libdeflate_compressor* compressor =
      packing == Packing::kStored ? storing_.get() : deflating_.get();
  std::string out(libdeflate_gzip_compress_bound(compressor, bytes.size()), '\0');
  // The bound makes room for the worst case, so this cannot fail.
  out.resize(
      libdeflate_gzip_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size()));
  return out;
}

Result<GzipMember> open_gzip_member(std::string_view bytes, std::size_t limit) {
  // Text shrinks to a fourth or so: a first guess of six times spares most members a second try.
  static constexpr std::size_t kSmallest = 4096;
  std::size_t room = std::min(limit, std::max(kSmallest, bytes.size() * 6));
  GzipMember member;
  while (true) {
    member.bytes.resize(room);
    std::size_t filled = 0;
    const libdeflate_result result =
        libdeflate_gzip_decompress_ex(&thread_decompressor(), bytes.data(), bytes.size(),
                                      member.bytes.data(), room, &member.length, &filled);
    if (result == LIBDEFLATE_SUCCESS) {
      member.bytes.resize(filled);
      return member;
    }
    if (result != LIBDEFLATE_INSUFFICIENT_SPACE) {
      return fail(ErrorKind::kInvalid, "damaged or cut gzip member");
    }
    if (room >= limit) {
      return fail(ErrorKind::kInvalid, "gzip member holds more than {} bytes", limit);
    }
    room = std::min(limit, room * 4);
  }
}

}  // namespace cabled
