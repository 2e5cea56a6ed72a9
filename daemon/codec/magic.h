#pragma once

#include <string_view>

/// How compressed bytes begin.
namespace cabled {

/// A gzip member, whose only method is deflate (RFC 1952 section 2.3.1).
inline constexpr std::string_view kGzipMemberMagic = "\x1f\x8b\x08";
/// Any gzip, whatever its method.
inline constexpr std::string_view kGzipMagic = "\x1f\x8b";
constexpr bool is_gzip(std::string_view bytes) noexcept { return bytes.starts_with(kGzipMagic); }

/// A Zstandard frame (RFC 8878 section 3.1.1).
inline constexpr std::string_view kZstdMagic = "\x28\xb5\x2f\xfd";
/// A frame that decoders pass over: its last three bytes, after 0x50 to 0x5f (section 3.1.2).
inline constexpr std::string_view kZstdSkippableMagic = "\x2a\x4d\x18";
/// What a stream of Zstandard frames may begin with, or go on with; pzstd begins each frame with
/// one to skip.
constexpr bool is_zstd_stream(std::string_view bytes) noexcept {
  const bool skippable = !bytes.empty() && (static_cast<unsigned char>(bytes[0]) & 0xF0U) == 0x50 &&
                         bytes.substr(1).starts_with(kZstdSkippableMagic);
  return skippable || bytes.starts_with(kZstdMagic);
}
/// The skippable frame that holds the dictionary of a .warc.zst.
inline constexpr std::string_view kZstdDictionaryMagic = "\x5d\x2a\x4d\x18";

}  // namespace cabled
