#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

struct z_stream_s;

namespace cabled {

/// What a deflate stream is wrapped in: RFC 1952, RFC 1950, or nothing (RFC 1951).
enum class Wrapping { kGzip, kZlib, kNone };

/// What feeding a stream gave.
struct Inflated {
  enum class State {
    kMore,     ///< feed it the bytes that are left, or the next ones
    kEnd,      ///< whole, and its check sum is right; what is left of the bytes is not its own
    kCut,      ///< it was fed nothing and has nothing left: if that was all, it is cut short
    kDamaged,  ///< feed it no more; see InflateStream::damage()
  };
  State state;
  std::string_view piece;  ///< what came out, at the front of the room; may be empty in any state
  std::size_t used;        ///< how many of the bytes
};

/// Undoes deflate in pieces, in the memory of zlib's window and the caller's room. For what is not
/// in memory as a whole: a member that is, open_gzip_member() opens in half the time.
class InflateStream {
 public:
  explicit InflateStream(Wrapping wrapping);

  /// Takes of `bytes` what `room`, which must not be empty, has place for.
  Inflated feed(std::string_view bytes, std::span<char> room);

  /// Makes ready for the next stream.
  void begin_again();

  /// What zlib found damaged.
  std::string_view damage() const noexcept;

 private:
  struct Release {
    void operator()(z_stream_s* stream) const noexcept;
  };
  std::unique_ptr<z_stream_s, Release> stream_;  // zlib's state points back to it: it may not move
};

}  // namespace cabled
