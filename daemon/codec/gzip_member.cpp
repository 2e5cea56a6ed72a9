#include "daemon/codec/gzip_member.h"

#include <isa-l/igzip_lib.h>
#include <libdeflate.h>

#include <algorithm>
#include <limits>
#include <new>

#include "daemon/codec/thread_decompressor.h"

namespace cabled {
namespace {

// igzip only reads what it takes as input, though it does not say so.
std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
}

struct Opened {
  libdeflate_result result;
  std::size_t filled;
  std::size_t used;
};

Opened open_into(std::span<char> room, std::string_view bytes) {
  Opened out{};
  out.result = libdeflate_gzip_decompress_ex(&thread_decompressor(), bytes.data(), bytes.size(),
                                             room.data(), room.size(), &out.used, &out.filled);
  return out;
}

}  // namespace

void GzipPacker::Release::operator()(libdeflate_compressor* compressor) const noexcept {
  libdeflate_free_compressor(compressor);
}

GzipPacker::GzipPacker()
    : tables_(ISAL_DEF_LVL2_DEFAULT), storing_(libdeflate_alloc_compressor(0)) {
  if (!storing_) throw std::bad_alloc();
}

GzipPacker::GzipPacker(GzipPacker&&) noexcept = default;
GzipPacker& GzipPacker::operator=(GzipPacker&&) noexcept = default;
GzipPacker::~GzipPacker() = default;

std::string GzipPacker::pack(std::string_view bytes, Packing packing) {
  const bool fits = bytes.size() <= std::numeric_limits<std::uint32_t>::max() / 2;
  return packing == Packing::kDeflated && fits ? deflate(bytes) : store(bytes);
}

std::string GzipPacker::deflate(std::string_view bytes) {
  const std::size_t room = libdeflate_gzip_compress_bound(storing_.get(), bytes.size());
  const auto out = std::make_unique_for_overwrite<char[]>(room);
  isal_zstream stream;
  isal_deflate_stateless_init(&stream);
  stream.gzip_flag = IGZIP_GZIP;
  stream.level = 2;
  stream.level_buf = tables_.data();
  stream.level_buf_size = static_cast<std::uint32_t>(tables_.size());
  stream.end_of_stream = 1;
  stream.next_in = bytes_of(bytes);
  stream.avail_in = static_cast<std::uint32_t>(bytes.size());
  stream.next_out = bytes_of({out.get(), room});
  stream.avail_out = static_cast<std::uint32_t>(room);
  // What does not shrink may not fit.
  if (isal_deflate_stateless(&stream) != COMP_OK) return store(bytes);
  return {out.get(), stream.total_out};
}

std::string GzipPacker::store(std::string_view bytes) {
  std::string out(libdeflate_gzip_compress_bound(storing_.get(), bytes.size()), '\0');
  // The bound makes room for the worst case, so this cannot fail.
  out.resize(
      libdeflate_gzip_compress(storing_.get(), bytes.data(), bytes.size(), out.data(), out.size()));
  return out;
}

Result<GzipMember> open_gzip_member(std::string_view bytes, std::size_t limit) {
  // Text shrinks to a fourth or so: a first guess of six times spares most members a second try.
  static constexpr std::size_t kSmallest = 4096;
  std::size_t room = std::min(limit, std::max(kSmallest, bytes.size() * 6));
  GzipMember member;
  while (true) {
    member.bytes.resize(room);
    const auto [result, filled, used] = open_into(member.bytes, bytes);
    if (result == LIBDEFLATE_SUCCESS) {
      member.bytes.resize(filled);
      member.length = used;
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

std::optional<GzipMemberInRoom> open_gzip_member_in(std::span<char> room, std::string_view bytes) {
  const Opened opened = open_into(room, bytes);
  if (opened.result != LIBDEFLATE_SUCCESS) return std::nullopt;
  return GzipMemberInRoom{{room.data(), opened.filled}, opened.used};
}

}  // namespace cabled
