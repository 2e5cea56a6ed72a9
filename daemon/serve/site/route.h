#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/http/http_request.h"
#include "daemon/http/http_response.h"
#include "daemon/serve/site/site.h"

namespace cabled::serve {

/// A request at a route: what stood in the place of each {} of its pattern.
struct Visit {
  Site& site;
  const HttpRequest& request;
  std::vector<std::string> captured;
};

/// An address and who answers it.
struct Route {
  std::string_view pattern;  ///< "/cable/{}/copies"; {} is one segment that is not empty
  std::string_view name;     ///< the `route` of metrics: "copies"
  HttpResponse (*answer)(const Visit& visit);
};

/// The captured parts of `path`, or nothing when it is another path.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path);

}  // namespace cabled::serve
