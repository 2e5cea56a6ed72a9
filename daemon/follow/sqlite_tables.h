#pragma once

#include <cstddef>
#include <vector>

#include "daemon/follow/sqlite_database.h"
#include "db/feed/feed_rows.h"
#include "db/feed/feed_sums.h"

namespace cabled {

/// What create_sqlite_tables() found.
enum class SqliteTables {
  kCurrent,
  kGotColumns,  ///< made by an older cabled: the rows lack what the new columns hold
};

/// Makes the tables of docs/feeds.md and the full-text index `cable_search`, which triggers keep,
/// unless they are there, and the columns that they lack.
Result<SqliteTables> create_sqlite_tables(SqliteDatabase& database);

/// What the file has of the cables of `range`.
Result<db::CableSums> sum_sqlite_rows(SqliteDatabase& database, const db::CableRange& range);

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
