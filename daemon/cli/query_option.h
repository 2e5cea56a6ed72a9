#pragma once

#include <string>
#include <vector>

#include "parsers/model/error.h"
#include "parsers/model/search_query.h"

namespace cabled::cli {

/// The query that the words of a command line are together, narrowed by its options. An error
/// shows the place below the query.
Result<SearchQuery> read_query_option(const std::vector<std::string>& words,
                                      const SearchFilter& options);

}  // namespace cabled::cli
