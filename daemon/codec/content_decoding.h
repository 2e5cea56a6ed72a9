#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/model/error.h"

namespace cabled {

/// What a body may grow to. The ratio counts only beyond a megabyte, since a small page of blanks
/// packs a thousandfold and harms nobody; real pages reach a ratio of 50 at the most.
struct DecodingLimits {
  std::size_t max_output = std::size_t{32} << 20U;
  std::size_t max_ratio = 200;
};

/// A body without its content codings.
struct DecodedContent {
  std::string bytes;
  /// Why there is no more of it. kTransient: the stream is cut short. kInvalid: it is damaged, or
  /// in a coding that is unknown. kRefused: it grows beyond the limits, or in more than three
  /// layers.
  std::optional<Error> error;
  std::string note;  ///< in what the body is not coded as its header says; "" when it is
};

/// Undoes the content codings of `body` in the order that Content-Encoding names them (RFC 9110
/// section 8.4): gzip, deflate (with zlib's wrapping, and raw as some servers send it), br, zstd.
/// The one rule for pages, lists and robots.txt, from the network, from files and from the archive.
///
/// A stream must come to its end with the right check sum. What follows the end is decoded when it
/// is another gzip member or zstd frame, as the formats allow, and ignored when it is anything
/// else, as browsers do. As they do, a body that is plainly not in the coding named is taken as it
/// is, or by the coding that its first bytes tell; what is empty is empty. Archives hold many such
/// bodies: decoded when they were written, with the header of before.
DecodedContent decode_content(std::string body, std::string_view content_encoding,
                              const DecodingLimits& limits);

}  // namespace cabled
