#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cabled {

/// Names and values in the order in which they came, names may come more than once.
using QueryParameters = std::vector<std::pair<std::string, std::string>>;

/// What a client asks, as our own code sees it: decoded, and free of what the library is.
struct HttpRequest {
  std::string method;  ///< "GET" or "HEAD"; others are refused before any handler is asked
  std::string path;    ///< percent-decoded, begins with "/"; may hold any bytes
  QueryParameters query;
  std::map<std::string, std::string> headers;  ///< names in small letters

  /// The first value of a parameter; nothing when it is absent or empty, as forms send fields that
  /// nobody filled in.
  std::optional<std::string> parameter(std::string_view name) const;
  /// The value of a header, by its name in small letters.
  std::optional<std::string> header(const std::string& name) const;
};

}  // namespace cabled
