#include "daemon/codec/stream_decoders.h"

#include <brotli/decode.h>
#include <zstd.h>

#include <algorithm>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <utility>

#include "daemon/codec/gzip_member.h"
#include "daemon/codec/inflate_stream.h"
#include "daemon/codec/magic.h"
#include "daemon/system/releaser.h"

namespace cabled {
namespace {

Error cut_short() { return {ErrorKind::kTransient, "body is cut short"}; }
Error damaged() { return {ErrorKind::kInvalid, "body is damaged"}; }
Error too_large(std::size_t limit) {
  return {ErrorKind::kRefused, fmt::format("body decodes to more than {} bytes", limit)};
}

/// Output that grows by doubling, to one byte above its limit so that passing it shows.
class Output {
 public:
  Output(std::size_t input, std::size_t limit) : limit_(limit) {
    bytes_.resize(std::min(limit_ + 1, std::max<std::size_t>(16384, input * 4)));
  }

  std::span<char> room() noexcept { return std::span(bytes_).subspan(used_); }
  bool is_over_limit() const noexcept { return used_ > limit_; }

  void took(std::size_t count) {
    used_ += count;
    if (used_ == bytes_.size() && !is_over_limit()) {
      bytes_.resize(std::min(limit_ + 1, bytes_.size() * 2));
    }
  }

  Decoded finish(std::optional<Error> error) && {
    bytes_.resize(std::min(used_, limit_));
    return {std::move(bytes_), std::move(error)};
  }

 private:
  std::size_t limit_;
  std::size_t used_ = 0;
  std::string bytes_;
};

/// The fast path, 2 to 3 times as fast as zlib: one member whose trailer says how large it is.
std::optional<std::string> gzip_at_once(std::string_view bytes, std::size_t limit) {
  static constexpr std::size_t kSmallestMember = 18;
  static constexpr std::size_t kGreatestRatio = 1032;  // of deflate itself
  if (bytes.size() < kSmallestMember) return std::nullopt;
  std::size_t size = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    size = size << 8U | static_cast<unsigned char>(bytes[bytes.size() - 1 - i]);
  }
  // The trailer is the sender's claim: it is believed only as far as memory stays in bounds.
  if (size > limit || size > bytes.size() * kGreatestRatio) return std::nullopt;
  std::string out(size, '\0');
  const auto member = open_gzip_member_in(out, bytes);
  if (!member || member->length != bytes.size() || member->bytes.size() != size) {
    return std::nullopt;
  }
  return out;
}

/// Decodes one stream from the front of `bytes`; what is behind it is left there.
std::optional<Error> inflate_one(std::string_view& bytes, Output& out, Wrapping wrapping,
                                 std::size_t limit) {
  InflateStream stream(wrapping);
  while (true) {
    const Inflated step = stream.feed(bytes, out.room());
    bytes.remove_prefix(step.used);
    out.took(step.piece.size());
    if (out.is_over_limit()) return too_large(limit);
    if (step.state == Inflated::State::kEnd) return std::nullopt;
    if (step.state == Inflated::State::kCut) return cut_short();
    if (step.state == Inflated::State::kDamaged) return damaged();
  }
}

Decoded inflate_all(std::string_view bytes, std::size_t limit, Wrapping wrapping) {
  Output out(bytes.size(), limit);
  do {
    if (auto error = inflate_one(bytes, out, wrapping, limit)) {
      return std::move(out).finish(std::move(error));
    }
  } while (wrapping == Wrapping::kGzip && bytes.starts_with(kGzipMemberMagic));
  return std::move(out).finish(std::nullopt);
}

bool has_zlib_wrapping(std::string_view bytes) {
  if (bytes.size() < 2) return false;
  const unsigned method = static_cast<unsigned char>(bytes[0]);
  const unsigned flags = static_cast<unsigned char>(bytes[1]);
  return (method & 15U) == 8 && (method * 256 + flags) % 31 == 0;
}

}  // namespace

Decoded decode_gzip(std::string_view bytes, std::size_t limit) {
  if (bytes.empty()) return {"", cut_short()};
  if (auto decoded = gzip_at_once(bytes, limit)) return {std::move(*decoded), std::nullopt};
  return inflate_all(bytes, limit, Wrapping::kGzip);
}

Decoded decode_deflate(std::string_view bytes, std::size_t limit) {
  if (bytes.empty()) return {"", cut_short()};
  if (!has_zlib_wrapping(bytes)) return inflate_all(bytes, limit, Wrapping::kNone);
  auto wrapped = inflate_all(bytes, limit, Wrapping::kZlib);
  // Raw data may begin like a wrapping by chance.
  if (!wrapped.error || wrapped.error->kind != ErrorKind::kInvalid) return wrapped;
  auto raw = inflate_all(bytes, limit, Wrapping::kNone);
  return raw.error ? wrapped : raw;
}

Decoded decode_brotli(std::string_view bytes, std::size_t limit) {
  const std::unique_ptr<BrotliDecoderState, Releaser<BrotliDecoderDestroyInstance>> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  if (!state) throw std::bad_alloc();
  Output out(bytes.size(), limit);
  const auto* next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  while (true) {
    const std::span<char> place = out.room();
    std::size_t room = place.size();
    auto* next_out = reinterpret_cast<std::uint8_t*>(place.data());
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state.get(), &left, &next_in, &room, &next_out, nullptr);
    out.took(place.size() - room);
    if (out.is_over_limit()) return std::move(out).finish(too_large(limit));
    if (result == BROTLI_DECODER_RESULT_SUCCESS) return std::move(out).finish(std::nullopt);
    if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) return std::move(out).finish(cut_short());
    if (result == BROTLI_DECODER_RESULT_ERROR) return std::move(out).finish(damaged());
  }
}

Decoded decode_zstd(std::string_view bytes, std::size_t limit) {
  // RFC 9659: a decoder of the content coding need not take windows above 8 MB.
  static constexpr int kMaxWindowLog = 23;
  const std::unique_ptr<ZSTD_DCtx, Releaser<ZSTD_freeDCtx>> context(ZSTD_createDCtx());
  if (!context) throw std::bad_alloc();
  ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kMaxWindowLog);
  Output out(bytes.size(), limit);
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  while (true) {
    const std::span<char> place = out.room();
    ZSTD_outBuffer piece{place.data(), place.size(), 0};
    const std::size_t result = ZSTD_decompressStream(context.get(), &piece, &in);
    if (ZSTD_isError(result) != 0) return std::move(out).finish(damaged());
    out.took(piece.pos);
    if (out.is_over_limit()) return std::move(out).finish(too_large(limit));
    const bool frame_ended = result == 0;
    if (frame_ended && !is_zstd_stream(bytes.substr(in.pos)))
      return std::move(out).finish(std::nullopt);
    if (in.pos == in.size && piece.pos < piece.size && !frame_ended)
      return std::move(out).finish(cut_short());
  }
}

}  // namespace cabled
