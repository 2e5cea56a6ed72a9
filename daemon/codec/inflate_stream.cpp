#include "daemon/codec/inflate_stream.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

namespace cabled {
namespace {

/// What zlib calls windowBits: the greatest window, and what is around the stream.
int window_bits(Wrapping wrapping) {
  switch (wrapping) {
    case Wrapping::kGzip:
      return MAX_WBITS + 16;
    case Wrapping::kZlib:
      return MAX_WBITS;
    case Wrapping::kNone:
      break;
  }
  return -MAX_WBITS;
}

uInt within_zlibs_reach(std::size_t size) {
  return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

}  // namespace

void InflateStream::Release::operator()(z_stream_s* stream) const noexcept {
  inflateEnd(stream);
  delete stream;
}

InflateStream::InflateStream(Wrapping wrapping) {
  auto raw = std::make_unique<z_stream>();
  if (inflateInit2(raw.get(), window_bits(wrapping)) != Z_OK) throw std::bad_alloc();
  stream_.reset(raw.release());
}

Inflated InflateStream::feed(std::string_view bytes, std::span<char> room) {
  const uInt given = within_zlibs_reach(bytes.size());
  const uInt place = within_zlibs_reach(room.size());
  stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream_->avail_in = given;
  stream_->next_out = reinterpret_cast<Bytef*>(room.data());
  stream_->avail_out = place;
  const int said = inflate(stream_.get(), Z_NO_FLUSH);
  Inflated out{Inflated::State::kDamaged,
               {room.data(), place - stream_->avail_out},
               given - stream_->avail_in};
  if (said == Z_STREAM_END) {
    out.state = Inflated::State::kEnd;
  } else if (said == Z_OK || said == Z_BUF_ERROR) {
    out.state = given == 0 && out.piece.empty() ? Inflated::State::kCut : Inflated::State::kMore;
  }
  return out;
}

void InflateStream::begin_again() { inflateReset(stream_.get()); }

std::string_view InflateStream::damage() const noexcept {
  return stream_->msg != nullptr ? stream_->msg : "unknown damage";
}

}  // namespace cabled
