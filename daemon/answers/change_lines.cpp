#include "daemon/answers/change_lines.h"

#include <utility>

#include "daemon/answers/change_json.h"
#include "db/feed/change_reader.h"
#include "db/feed/feed_rows.h"
#include "db/query/matching_changes.h"
#include "db/sql/transaction_modes.h"

namespace cabled {

Result<ChangeLines> read_changes(db::Connection& connection, const db::ChangeCursor& after,
                                 int limit, const std::optional<SearchQuery>& match) {
  auto read = db::transact(connection, [&](pqxx::work& tx) -> Result<ChangeLines> {
    db::read_one_snapshot(tx);
    const Result<db::ChangeCursor> cursor = db::check_cursor(tx, after);
    if (!cursor) return tl::unexpected(cursor.error());
    std::vector<db::Change> changes = db::changes_after(tx, *cursor, limit);
    const std::size_t looked_at = changes.size();
    db::ChangeCursor last = changes.empty() ? *cursor : changes.back().cursor;
    if (match) changes = db::matching_changes(tx, *match, std::move(changes));
    return ChangeLines{changes_to_json(changes, db::rows_of_changes(tx, changes)), std::move(last),
                       looked_at};
  });
  if (!read) return tl::unexpected(read.error());
  return std::move(*read);
}

}  // namespace cabled
