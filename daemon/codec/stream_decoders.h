#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/model/error.h"

/// One decoder a content coding; `limit` bounds the output.
namespace cabled {

/// What came out of a stream, and why no more did, by the kinds of decode_content().
struct Decoded {
  std::string bytes;
  std::optional<Error> error;
};

Decoded decode_gzip(std::string_view bytes, std::size_t limit);
/// With zlib's wrapping (RFC 1950) or, when it does not begin so, raw (RFC 1951).
Decoded decode_deflate(std::string_view bytes, std::size_t limit);
Decoded decode_brotli(std::string_view bytes, std::size_t limit);
Decoded decode_zstd(std::string_view bytes, std::size_t limit);

}  // namespace cabled
