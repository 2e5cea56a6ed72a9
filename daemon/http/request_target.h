#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "daemon/http/http_request.h"

namespace cabled {

/// A request's target, taken apart.
struct RequestTarget {
  std::string_view authority;  ///< of an absolute address; "" in the usual form
  std::string path;            ///< decoded
  QueryParameters query;       ///< decoded
};

/// Nothing when `target` is no address of a page: it has signs that must be escaped, escapes that
/// are none or give no UTF-8, control characters, or a path that climbs.
std::optional<RequestTarget> read_target(std::string_view target);

}  // namespace cabled
