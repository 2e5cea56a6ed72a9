#pragma once

#include <vector>

#include "db/feed/change_reader.h"
#include "db/sql/pqxx_traits.h"
#include "parsers/model/search_query.h"

namespace cabled::db {

/// Those of `changes` whose cables match `query` as they are now, and those that say that a cable
/// is gone: nobody can say any more what it was. Nor what one was that changed and does not match:
/// it is told as gone, once, unless it is new or of another station or year than is asked for.
std::vector<Change> matching_changes(pqxx::work& tx, const SearchQuery& query,
                                     std::vector<Change> changes);

}  // namespace cabled::db
