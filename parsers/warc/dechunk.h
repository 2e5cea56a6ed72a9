#pragma once

#include <string>
#include <string_view>

namespace cabled::warc {

/// A body with its chunked transfer coding undone, as far as it goes.
struct Dechunked {
  std::string bytes;
  std::string warning;  ///< "" when the last chunk was there
};

/// Undoes the chunked transfer coding (RFC 9112 section 7.1). A body that does not begin with a
/// chunk, which many archives hold under a header that promises one, is given back as it is.
Dechunked dechunk(std::string_view body);

}  // namespace cabled::warc
