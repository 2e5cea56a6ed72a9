#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "daemon/codec/stream_decoders.h"
#include "parsers/model/error.h"

namespace cabled {

/// What a body may grow to. The ratio counts only beyond a megabyte, since a small page of blanks
/// packs a thousandfold and harms nobody; real pages reach a ratio of 50 at the most.
struct DecodingLimits {
  std::size_t max_output = std::size_t{32} << 20U;
  std::size_t max_ratio = 200;
};

/// Undoes the content codings of `body` in the order that Content-Encoding names them (RFC 9110
/// section 8.4): gzip, x-gzip, deflate (with zlib's wrapping, and raw as some servers send it), br,
/// zstd, identity, three layers at most.
///
/// A stream must come to its end with the right check sum. What follows the end is decoded when it
/// is another gzip member or zstd frame, as the formats allow, and ignored when it is anything
/// else, as browsers do. Errors: kTransient, the stream is cut short; kInvalid, it is damaged, or
/// the coding is unknown; kRefused, it grows beyond the limits.
Result<std::string> decode_content(std::string body, std::string_view content_encoding,
                                   const DecodingLimits& limits);

/// The same for archives, where what was cut or damaged long ago cannot be fetched again: what
/// could be decoded comes with the error.
Decoded decode_what_can_be(std::string body, std::string_view content_encoding,
                           const DecodingLimits& limits);

/// Whether `body` begins as its outermost coding must begin. Archives often hold a decoded body
/// under the header of the coded one. Codings without a mark (deflate, br) count as begun.
bool begins_as_coded(std::string_view body, std::string_view content_encoding);

}  // namespace cabled
