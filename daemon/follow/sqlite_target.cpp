#include "daemon/follow/sqlite_target.h"

#include <utility>

namespace cabled {
namespace {

constexpr const char* kCreatePosition =
    "CREATE TABLE IF NOT EXISTS feed_position (only_row INTEGER PRIMARY KEY CHECK (only_row = 1),"
    " origin TEXT NOT NULL, cursor TEXT NOT NULL, filled_to TEXT)";
constexpr const char* kFindPosition = "SELECT origin, cursor, filled_to FROM feed_position";
constexpr const char* kForgetPosition = "DELETE FROM feed_position";
constexpr const char* kSetPosition =
    "INSERT INTO feed_position (only_row, origin, cursor, filled_to) VALUES (1, ?, ?, ?)"
    " ON CONFLICT (only_row) DO UPDATE SET origin = excluded.origin, cursor = excluded.cursor,"
    "  filled_to = excluded.filled_to";

}  // namespace

Result<void> SqliteTarget::open() {
  if (open_) return {};
  Result<SqliteDatabase> database = SqliteDatabase::open(file_);
  if (!database) return tl::unexpected(database.error());
  Result<void> made = database->transact([&]() -> Result<void> {
    if (auto position = database->run(kCreatePosition); !position) return position;
    const Result<SqliteTables> tables = create_sqlite_tables(*database);
    if (!tables) return tl::unexpected(tables.error());
    return *tables == SqliteTables::kGotColumns ? database->run(kForgetPosition) : Result<void>();
  });
  if (!made) return made;
  Result<SqliteStatement> find = database->prepare(kFindPosition);
  if (!find) return tl::unexpected(find.error());
  Result<SqliteStatement> set = database->prepare(kSetPosition);
  if (!set) return tl::unexpected(set.error());
  Result<SqliteRowWriter> writer = SqliteRowWriter::make(*database);
  if (!writer) return tl::unexpected(writer.error());
  open_.emplace(Open{std::move(*database), std::move(*find), std::move(*set), std::move(*writer)});
  return {};
}

Result<std::optional<db::FeedPosition>> SqliteTarget::read_position() {
  auto found = open_->find_position.run({});
  if (!found) return tl::unexpected(found.error());
  if (!*found) return std::optional<db::FeedPosition>();
  const SqliteStatement::Values& row = **found;
  Result<db::ChangeCursor> cursor = db::ChangeCursor::parse(row[1].value_or(""));
  if (!cursor) return tl::unexpected(cursor.error());
  return std::optional(db::FeedPosition{row[0].value_or(""), std::move(*cursor), row[2]});
}

Result<std::optional<db::FeedPosition>> SqliteTarget::position() {
  if (auto opened = open(); !opened) return tl::unexpected(opened.error());
  return read_position();
}

Result<void> SqliteTarget::apply(const FeedBatch& batch,
                                 const std::optional<db::FeedPosition>& expected,
                                 const db::FeedPosition& next) {
  if (auto opened = open(); !opened) return opened;
  return open_->database.transact([&]() -> Result<void> {
    const auto now = read_position();
    if (!now) return tl::unexpected(now.error());
    if (*now != expected) {
      return fail(ErrorKind::kTransient, "another feeder moved '{}'", name());
    }
    if (auto written = open_->writer.write(batch.rows); !written) return written;
    const auto set = open_->set_position.run({next.origin, next.cursor.text(), next.filled_to});
    if (!set) return tl::unexpected(set.error());
    return {};
  });
}

Result<FeedSums> SqliteTarget::sums(const db::CableRange& range) {
  if (auto opened = open(); !opened) return tl::unexpected(opened.error());
  FeedSums out;
  auto read = open_->database.transact([&]() -> Result<void> {
    auto position = read_position();
    if (!position) return tl::unexpected(position.error());
    out.position = std::move(*position);
    auto sums = sum_sqlite_rows(open_->database, range);
    if (!sums) return tl::unexpected(sums.error());
    out.sums = std::move(*sums);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return out;
}

}  // namespace cabled
