#include "daemon/answers/change_lines.h"

#include <utility>

#include "daemon/answers/change_json.h"
#include "db/feed/change_reader.h"
#include "db/feed/feed_rows.h"
#include "db/sql/transaction_modes.h"

namespace cabled {

Result<ChangeLines> read_changes(db::Connection& connection, const db::ChangeCursor& after,
                                 int limit) {
  auto read = db::transact(connection, [&](pqxx::work& tx) -> Result<ChangeLines> {
    db::read_one_snapshot(tx);
    const Result<db::ChangeCursor> cursor = db::check_cursor(tx, after);
    if (!cursor) return tl::unexpected(cursor.error());
    const auto changes = db::changes_after(tx, *cursor, limit);
    return ChangeLines{changes_to_json(changes, db::rows_of_changes(tx, changes)),
                       changes.empty() ? *cursor : changes.back().cursor};
  });
  if (!read) return tl::unexpected(read.error());
  return std::move(*read);
}

}  // namespace cabled
