#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "db/feed/change_cursor.h"
#include "db/sql/connection.h"
#include "parsers/model/search_query.h"

namespace cabled {

/// Changes as `feed` prints them and the API has them, and the place behind them.
struct ChangeLines {
  std::vector<nlohmann::ordered_json> lines;
  db::ChangeCursor cursor;
  std::size_t looked_at = 0;  ///< changes, with those that do not match
};

/// The next changes after a cursor, `limit` at most, with the rows of one snapshot; of these the
/// ones whose cables match, where a query is given (db/query/matching_changes.h). kInvalid or
/// kRefused where the cursor is not one of this database, or what came after it is pruned.
Result<ChangeLines> read_changes(db::Connection& connection, const db::ChangeCursor& after,
                                 int limit, const std::optional<SearchQuery>& match);

}  // namespace cabled
