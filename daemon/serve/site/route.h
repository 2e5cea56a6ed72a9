#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/http/http_request.h"
#include "daemon/http/http_response.h"
#include "daemon/serve/site/site.h"

namespace cabled::serve {

/// A request at a route: what stood in the place of each {…} of its pattern.
struct Visit {
  Site& site;
  const HttpRequest& request;
  std::vector<std::string> captured;
};

/// A parameter of an address, as the description of the API has it.
struct RouteParameter {
  std::string_view name;
  std::string_view words;
};

/// An address and who answers it.
struct Route {
  /// "/cable/{id}/copies"; {id} is one segment that is not empty, or the beginning of one:
  /// "/cable/{id}.json".
  std::string_view pattern;
  std::string_view name;  ///< the `route` of metrics: "copies"
  HttpResponse (*answer)(const Visit& visit);
  std::string_view words = {};  ///< what it gives, where it belongs to the API
  std::span<const RouteParameter> parameters = {};
};

/// The captured parts of `path`, or nothing when it is another path.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path);

}  // namespace cabled::serve
