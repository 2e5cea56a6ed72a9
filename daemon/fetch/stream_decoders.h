#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "parsers/model/error.h"

/// One decoder a content coding; `limit` bounds the output. Their errors are those of
/// decode_content().
namespace cabled {

Result<std::string> decode_gzip(std::string_view bytes, std::size_t limit);
/// With zlib's wrapping (RFC 1950) or, when it does not begin so, raw (RFC 1951).
Result<std::string> decode_deflate(std::string_view bytes, std::size_t limit);
Result<std::string> decode_brotli(std::string_view bytes, std::size_t limit);
Result<std::string> decode_zstd(std::string_view bytes, std::size_t limit);

}  // namespace cabled
