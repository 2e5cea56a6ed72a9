#pragma once

#include <string_view>

#include "parsers/model/error.h"
#include "parsers/model/search_query.h"

namespace cabled {

/// Reads a date as people and programs give it: 2009, 2009-06, 2009-06-05 (also with '/' or '.'
/// between, or none: 20090605), "5 June 2009", "Jun-2009", and RFC 3339 times with or without
/// seconds and zone (UTC then). A year or month stands for its first moment. The one place where
/// dates of queries, options and addresses are read.
Result<QueryDate> read_query_date(std::string_view text);

}  // namespace cabled
