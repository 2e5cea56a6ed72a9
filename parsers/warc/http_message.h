#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/warc/record_header.h"

namespace cabled::warc {

/// The head of a stored HTTP message.
struct HttpHead {
  std::optional<int> status;  ///< of a response whose status line is in order
  HeaderFields fields;
  std::size_t body_at = 0;  ///< where the body begins
};

/// Reads the head of an HTTP request or response at the start of `block`; leniently, since what a
/// server once sent is to be read as browsers read it: bad lines are passed over. kInvalid: no
/// head.
Result<HttpHead> parse_http_head(std::string_view block);

/// A body with its chunked transfer coding undone, as far as it goes.
struct Dechunked {
  std::string bytes;
  std::string warning;  ///< "" when the last chunk was there
};

/// Undoes the chunked transfer coding (RFC 9112 section 7.1). A body that does not begin with a
/// chunk, which many archives hold under a header that promises one, is given back as it is.
Dechunked dechunk(std::string_view body);

}  // namespace cabled::warc
