#pragma once

#include <cstddef>
#include <vector>

#include "daemon/follow/sqlite_database.h"
#include "db/feed/feed_rows.h"

namespace cabled {

/// Makes the tables of docs/feeds.md and the full-text index `cable_search`, which triggers keep,
/// unless they are there.
Result<void> create_sqlite_tables(SqliteDatabase& database);

/// Takes away what is gone of the four tables and writes rows over what is there. It must not
/// outlive the database.
class SqliteRowWriter {
 public:
  static Result<SqliteRowWriter> make(SqliteDatabase& database);

  Result<void> write(const db::FeedRows& rows);

 private:
  SqliteRowWriter() = default;
  Result<void> remove(const db::FeedRows& rows, std::size_t table);

  // Each in the order of db::feed_tables().
  std::vector<SqliteStatement> upserts_, removes_, range_removes_;
};

}  // namespace cabled
