#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "db/feed/change_cursor.h"
#include "db/sql/connection.h"

namespace cabled {

/// Changes as `feed` prints them and the API has them, and the place behind them.
struct ChangeLines {
  std::vector<nlohmann::ordered_json> lines;
  db::ChangeCursor cursor;
};

/// The next changes after a cursor, `limit` at most, with the rows of one snapshot. kInvalid or
/// kRefused where the cursor is not one of this database, or what came after it is pruned.
Result<ChangeLines> read_changes(db::Connection& connection, const db::ChangeCursor& after,
                                 int limit);

}  // namespace cabled
