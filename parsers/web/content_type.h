#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// The value of a Content-Type field, read as browsers read it.
struct ContentType {
  std::string type;     ///< "text/html", lower case; "" when the value does not name one
  std::string charset;  ///< as written, without quotes; "" when there is none

  bool is_html() const noexcept { return type == "text/html" || type == "application/xhtml+xml"; }

  bool operator==(const ContentType&) const = default;
};

/// Any bytes give an answer. The first charset parameter counts (RFC 9110 section 8.3.1).
ContentType read_content_type(std::string_view value);

}  // namespace cabled
