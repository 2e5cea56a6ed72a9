#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "daemon/http/http_request.h"
#include "db/query/cable_search.h"
#include "parsers/model/search_query.h"

namespace cabled::serve {

/// A search as an address asks for it: ?q= in the query language, and filters beside it.
struct SearchRequest {
  std::string typed;  ///< q as it came
  SearchQuery query;  ///< what q and the filters ask for together
  db::PageOfHits hits;
  int page = 1;
};

/// What is wrong with such an address.
struct SearchFault {
  std::string parameter;  ///< "q", "from", "page", …
  std::string value;
  QueryError error;
};

/// Reads q, station, tag, classification, site, year, from, to, sort (rank, newest, oldest), page,
/// limit and cursor. Empty ones count as absent, and what has another name is passed over.
tl::expected<SearchRequest, SearchFault> read_search_request(const HttpRequest& request);

/// Whether a parameter narrows a search: station, tag, …
bool is_filter(std::string_view parameter);

}  // namespace cabled::serve
