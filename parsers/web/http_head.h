#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "parsers/model/error.h"
#include "parsers/web/header_fields.h"

namespace cabled {

/// The head of an HTTP request or response.
struct HttpHead {
  std::optional<int> status;  ///< of a response whose status line is in order
  HeaderFields fields;
  std::size_t body_at = 0;  ///< where the body begins
};

/// The status in a status line, "HTTP/1.1 200 OK" or "HTTP/2 200"; nothing when it has none from
/// 100 to 999.
std::optional<int> status_of_line(std::string_view line) noexcept;

/// Reads the head at the start of `block`, its fields as read_fields() does. kInvalid: no head, or
/// one of more than a megabyte.
Result<HttpHead> read_http_head(std::string_view block);

}  // namespace cabled
