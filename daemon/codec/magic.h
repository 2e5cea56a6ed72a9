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
/// The skippable frame that holds the dictionary of a .warc.zst.
inline constexpr std::string_view kZstdDictionaryMagic = "\x5d\x2a\x4d\x18";

}  // namespace cabled
