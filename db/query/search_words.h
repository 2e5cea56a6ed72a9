#pragma once

#include <string>

#include "db/sql/pqxx_traits.h"
#include "parsers/model/search_query.h"

namespace cabled::db {

/// The words of a query as PostgreSQL looks for them, in the text form of a tsquery.
struct SearchWords {
  std::string tsquery;  ///< empty where no word is asked for, or none that can be looked for
  /// Words were asked for, but none is left: marks alone. Nothing is found then.
  bool vain = false;
};

/// Ids and TAGS are indexed as they are and texts by their stems, so each word is looked for in
/// both forms. Words without a stem ("the") are left out beside others.
SearchWords search_words(pqxx::work& tx, const SearchQuery& query);

}  // namespace cabled::db
