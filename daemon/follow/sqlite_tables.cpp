#include "daemon/follow/sqlite_tables.h"

#include <fmt/format.h>

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace cabled {
namespace {

// `number` is the row that the full-text index points to: a rowid without a name may change when
// the file is compacted.
constexpr const char* kIndexes =
    "CREATE INDEX IF NOT EXISTS cable_sent ON cable (sent_at);"
    "CREATE INDEX IF NOT EXISTS cable_link_to ON cable_link (to_id, kind);"
    "CREATE VIRTUAL TABLE IF NOT EXISTS cable_search USING fts5(id, subject, tags, text,"
    " content='cable', content_rowid='number', tokenize='porter unicode61');"
    "CREATE TRIGGER IF NOT EXISTS cable_search_insert AFTER INSERT ON cable BEGIN"
    " INSERT INTO cable_search(rowid, id, subject, tags, text)"
    "  VALUES (new.number, new.id, new.subject, new.tags, new.text); END;"
    "CREATE TRIGGER IF NOT EXISTS cable_search_delete AFTER DELETE ON cable BEGIN"
    " INSERT INTO cable_search(cable_search, rowid, id, subject, tags, text)"
    "  VALUES ('delete', old.number, old.id, old.subject, old.tags, old.text); END;"
    "CREATE TRIGGER IF NOT EXISTS cable_search_update AFTER UPDATE ON cable BEGIN"
    " INSERT INTO cable_search(cable_search, rowid, id, subject, tags, text)"
    "  VALUES ('delete', old.number, old.id, old.subject, old.tags, old.text);"
    " INSERT INTO cable_search(rowid, id, subject, tags, text)"
    "  VALUES (new.number, new.id, new.subject, new.tags, new.text); END;";

constexpr const char* kColumns = "SELECT name FROM pragma_table_info(?)";

// SQLite compares text by its bytes, and puts each blob behind all of it: so the range has an end
// that the index knows.
std::string of_range(std::string_view doing, const db::FeedTable& table) {
  return fmt::format("{0} FROM {1} WHERE {2} > ?1 AND {2} <= coalesce(?2, x'ff')", doing,
                     table.name, table.columns.front().name);
}

std::string names(const db::FeedTable& table, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out += fmt::format("{}{}", i > 0 ? ", " : "", table.columns[i].name);
  }
  return out;
}

std::string sqlite_create(const db::FeedTable& table) {
  std::string columns = table.name == "cable" ? "number INTEGER PRIMARY KEY, " : "";
  for (const db::FeedColumn& column : table.columns) {
    columns += fmt::format("{} {}, ", column.name, column.sqlite_type);
  }
  return fmt::format("CREATE TABLE IF NOT EXISTS {} ({}UNIQUE ({}))", table.name, columns,
                     names(table, table.key_columns));
}

std::string sqlite_upsert(const db::FeedTable& table) {
  std::string values;
  std::string changed;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    values += i > 0 ? ", ?" : "?";
    if (i < table.key_columns) continue;
    changed += fmt::format("{}{} = excluded.{}", changed.empty() ? "" : ", ", table.columns[i].name,
                           table.columns[i].name);
  }
  return fmt::format("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ({}) DO {}", table.name,
                     names(table, table.columns.size()), values, names(table, table.key_columns),
                     changed.empty() ? "NOTHING" : "UPDATE SET " + changed);
}

/// How many.
Result<int> add_missing_columns(SqliteDatabase& database, const db::FeedTable& table) {
  Result<SqliteStatement> columns = database.prepare(kColumns);
  if (!columns) return tl::unexpected(columns.error());
  std::set<std::string, std::less<>> there;
  const Result<void> read = columns->each(
      {std::string(table.name)},
      [&](const SqliteStatement::Values& row) { there.insert(row.front().value_or("")); });
  if (!read) return tl::unexpected(read.error());
  int added = 0;
  for (const db::FeedColumn& column : table.columns) {
    if (there.contains(column.name)) continue;
    const auto done = database.run(fmt::format("ALTER TABLE {} ADD COLUMN {} {}", table.name,
                                               column.name, column.sqlite_type));
    if (!done) return tl::unexpected(done.error());
    ++added;
  }
  return added;
}

std::string sqlite_remove(const db::FeedTable& table) {
  std::string same;
  for (std::size_t i = 0; i < table.key_columns; ++i) {
    same += fmt::format("{}{} = ?", i > 0 ? " AND " : "", table.columns[i].name);
  }
  return fmt::format("DELETE FROM {} WHERE {}", table.name, same);
}

}  // namespace

Result<SqliteTables> create_sqlite_tables(SqliteDatabase& database) {
  SqliteTables found = SqliteTables::kCurrent;
  for (const db::FeedTable& table : db::feed_tables()) {
    if (auto made = database.run(sqlite_create(table)); !made) return tl::unexpected(made.error());
    const Result<int> added = add_missing_columns(database, table);
    if (!added) return tl::unexpected(added.error());
    if (*added > 0) found = SqliteTables::kGotColumns;
  }
  if (auto made = database.run(kIndexes); !made) return tl::unexpected(made.error());
  return found;
}

Result<db::CableSums> sum_sqlite_rows(SqliteDatabase& database, const db::CableRange& range) {
  db::CableSums sums;
  for (std::size_t i = 0; i < db::kFeedTables; ++i) {
    const db::FeedTable& table = db::feed_tables()[i];
    Result<SqliteStatement> select =
        database.prepare(of_range("SELECT " + names(table, table.columns.size()), table));
    if (!select) return tl::unexpected(select.error());
    const Result<void> read =
        select->each({range.after, range.upto}, [&](const SqliteStatement::Values& row) {
          db::TableSum& sum = sums[row.front().value_or("")][i];
          ++sum.rows;
          sum.marks ^= db::row_mark(row);
        });
    if (!read) return tl::unexpected(read.error());
  }
  return sums;
}

Result<SqliteRowWriter> SqliteRowWriter::make(SqliteDatabase& database) {
  SqliteRowWriter writer;
  for (const db::FeedTable& table : db::feed_tables()) {
    Result<SqliteStatement> upsert = database.prepare(sqlite_upsert(table));
    if (!upsert) return tl::unexpected(upsert.error());
    writer.upserts_.push_back(std::move(*upsert));
    Result<SqliteStatement> remove = database.prepare(sqlite_remove(table));
    if (!remove) return tl::unexpected(remove.error());
    writer.removes_.push_back(std::move(*remove));
    Result<SqliteStatement> range = database.prepare(of_range("DELETE", table));
    if (!range) return tl::unexpected(range.error());
    writer.range_removes_.push_back(std::move(*range));
  }
  return writer;
}

Result<void> SqliteRowWriter::remove(const db::FeedRows& rows, std::size_t table) {
  if (rows.whole) {
    const auto removed = range_removes_[table].run({rows.whole->after, rows.whole->upto});
    if (!removed) return tl::unexpected(removed.error());
  }
  for (const db::FeedRows::Key& key : rows.gone[table]) {
    const auto removed = removes_[table].run({key.begin(), key.end()});
    if (!removed) return tl::unexpected(removed.error());
  }
  return {};
}

Result<void> SqliteRowWriter::write(const db::FeedRows& rows) {
  for (std::size_t i = 0; i < db::kFeedTables; ++i) {
    if (auto removed = remove(rows, i); !removed) return removed;
    for (const db::FeedRow& row : rows.tables[i]) {
      if (auto written = upserts_[i].run(row.values); !written) {
        return tl::unexpected(written.error());
      }
    }
  }
  return {};
}

}  // namespace cabled
