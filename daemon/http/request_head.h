#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "daemon/http/host_rule.h"
#include "daemon/http/http_request.h"

namespace cabled {

/// How much of a request is read at most.
inline constexpr std::size_t kLongestRequestLine = 8 << 10U;
inline constexpr std::size_t kLongestHeaders = 16 << 10U;
inline constexpr std::size_t kLongestHead = kLongestRequestLine + kLongestHeaders;

/// Why a request is not answered as asked: a status and a sentence for the client. The connection
/// is of no use after it.
struct Refusal {
  int status = 400;
  std::string_view words;
};

/// A request that may be answered.
struct RequestHead {
  HttpRequest request;
  bool keeps_open = true;  ///< the client wants to ask more on this connection
};

/// What the first bytes of a connection, or those behind the last request, are.
struct HeadSearch {
  std::size_t length = 0;  ///< of the whole head with its empty line; 0: there is more to come
  Refusal refusal;         ///< why no more is waited for
  bool is_refused = false;
};

/// Looks for the end of a head in `bytes`, and gives up as soon as it cannot be one any more.
HeadSearch find_head(std::string_view bytes);

/// Reads a whole head (RFC 9112), strictly: what two readers could take for two things is refused.
/// `local` is the address at which the client connected.
std::variant<RequestHead, Refusal> read_head(std::string_view head, const HostRule& hosts,
                                             std::string_view local);

}  // namespace cabled
