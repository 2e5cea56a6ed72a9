#pragma once

#include <string>
#include <string_view>

#include "daemon/http/http_request.h"
#include "daemon/serve/html/address.h"
#include "daemon/serve/site/route.h"
#include "db/query/cable_search.h"

namespace cabled::serve {

struct NamedLink {
  Address to;
  std::string words;
};

/// Cables of one station, TAG or span of time, in pages.
struct Shelf {
  std::string title;
  std::string words;      ///< what it is, below the title
  QueryParameters query;  ///< the search that finds them
  NamedLink above;        ///< the list that it is of
  db::SearchOrder order = db::SearchOrder::kNewestFirst;
  /// Of a span of time: the page of such a span by a time within it.
  NamedLink (*span_at)(std::string_view time) = nullptr;
};

/// Its page, or the one that says that there is no such cable.
HttpResponse shelf_page(const Visit& visit, const Shelf& shelf);

}  // namespace cabled::serve
