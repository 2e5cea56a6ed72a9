#pragma once

#include <optional>
#include <string>

#include "db/feed/change_cursor.h"

namespace cabled::db {

/// How far a downstream database has come; it is stored there, in the transaction of the rows.
struct FeedPosition {
  std::string origin;   ///< id of the database that is followed
  ChangeCursor cursor;  ///< everything up to it is in
  /// While the first copy is made: the last cable that is in; absent once it is whole.
  std::optional<std::string> filled_to;

  auto operator<=>(const FeedPosition&) const = default;
};

}  // namespace cabled::db
