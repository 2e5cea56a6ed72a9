#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/error.h"

struct libdeflate_compressor;

namespace cabled {

/// How a record is packed. kStored is for bodies that came compressed, where a second pass only
/// costs.
enum class Packing { kDeflated, kStored };

/// Makes gzip members (RFC 1952). Not for use by two threads at once.
///
/// By ISA-L's igzip at level 2: 75 µs for a page of 37 kB, to 28.7 %, where libdeflate's least
/// level takes 166 µs, to 28.0 %, and its sixth 500 µs, to 24 % (measured). Beside 40 µs for
/// fetching a page, what the slower ones save in bytes is not worth what they cost.
class GzipPacker {
 public:
  GzipPacker();
  GzipPacker(GzipPacker&&) noexcept;
  GzipPacker& operator=(GzipPacker&&) noexcept;
  GzipPacker(const GzipPacker&) = delete;
  GzipPacker& operator=(const GzipPacker&) = delete;
  ~GzipPacker();

  /// One whole member holding `bytes`.
  std::string pack(std::string_view bytes, Packing packing);

 private:
  std::string deflate(std::string_view bytes);
  std::string store(std::string_view bytes);

  struct Release {
    void operator()(libdeflate_compressor* compressor) const noexcept;
  };
  std::vector<std::uint8_t> tables_;  // igzip's work space
  std::unique_ptr<libdeflate_compressor, Release> storing_;
};

/// A member taken apart.
struct GzipMember {
  std::string bytes;       ///< what it holds
  std::size_t length = 0;  ///< how many bytes of the input it fills
};

/// Opens the gzip member at the start of `bytes`, which may go on after it. kInvalid when it is
/// damaged, cut, or holds more than `limit` bytes; memory follows what it really holds.
Result<GzipMember> open_gzip_member(std::string_view bytes, std::size_t limit);

/// A member taken apart into the caller's room.
struct GzipMemberInRoom {
  std::string_view bytes;  ///< at the front of the room
  std::size_t length = 0;
};

/// The same for a room that is there; nothing when the member is damaged, cut, or larger than that.
std::optional<GzipMemberInRoom> open_gzip_member_in(std::span<char> room, std::string_view bytes);

}  // namespace cabled
