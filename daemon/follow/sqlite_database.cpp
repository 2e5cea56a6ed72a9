#include "daemon/follow/sqlite_database.h"

#include <sqlite3.h>

#include <utility>

namespace cabled {
namespace {

// Another process may hold the file for the length of its transaction.
constexpr int kBusyMilliseconds = 10'000;

tl::unexpected<Error> sqlite_failure(sqlite3* database, const char* doing) {
  const int code = sqlite3_errcode(database) & 0xff;
  const bool passing = code == SQLITE_BUSY || code == SQLITE_LOCKED || code == SQLITE_FULL ||
                       code == SQLITE_IOERR || code == SQLITE_INTERRUPT;
  return fail(passing ? ErrorKind::kTransient : ErrorKind::kInvalid, "SQLite could not {}: {}",
              doing, sqlite3_errmsg(database));
}

std::optional<std::string> column_text(sqlite3_stmt* statement, int column) {
  const unsigned char* text = sqlite3_column_text(statement, column);
  if (text == nullptr) return std::nullopt;
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  return std::string(reinterpret_cast<const char*>(text), size);
}

}  // namespace

void SqliteStatement::Finalizer::operator()(sqlite3_stmt* statement) const noexcept {
  sqlite3_finalize(statement);
}

Result<void> SqliteStatement::bind(const Values& values) {
  sqlite3_stmt* statement = statement_.get();
  int place = 0;
  for (const std::optional<std::string>& value : values) {
    ++place;
    const int bound = value ? sqlite3_bind_text64(statement, place, value->data(), value->size(),
                                                  SQLITE_STATIC, SQLITE_UTF8)
                            : sqlite3_bind_null(statement, place);
    if (bound != SQLITE_OK) return sqlite_failure(sqlite3_db_handle(statement), "take a value");
  }
  return {};
}

SqliteStatement::Values SqliteStatement::row() const {
  Values values;
  const int columns = sqlite3_column_count(statement_.get());
  values.reserve(static_cast<std::size_t>(columns));
  for (int i = 0; i < columns; ++i) values.push_back(column_text(statement_.get(), i));
  return values;
}

Result<std::optional<SqliteStatement::Values>> SqliteStatement::run(const Values& values) {
  sqlite3_stmt* statement = statement_.get();
  if (auto bound = bind(values); !bound) return tl::unexpected(bound.error());
  const int stepped = sqlite3_step(statement);
  std::optional<Values> first;
  if (stepped == SQLITE_ROW) {
    first = row();
  } else if (stepped != SQLITE_DONE) {
    auto error = sqlite_failure(sqlite3_db_handle(statement), "store a row");
    sqlite3_reset(statement);
    return error;
  }
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  return first;
}

Result<void> SqliteStatement::each(const Values& values,
                                   const std::function<void(const Values&)>& take) {
  sqlite3_stmt* statement = statement_.get();
  if (auto bound = bind(values); !bound) return bound;
  int stepped = sqlite3_step(statement);
  for (; stepped == SQLITE_ROW; stepped = sqlite3_step(statement)) take(row());
  Result<void> done;
  if (stepped != SQLITE_DONE) done = sqlite_failure(sqlite3_db_handle(statement), "read rows");
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  return done;
}

void SqliteDatabase::Closer::operator()(sqlite3* database) const noexcept {
  sqlite3_close(database);
}

Result<SqliteDatabase> SqliteDatabase::open(const std::filesystem::path& file) {
  sqlite3* raw = nullptr;
  const int opened =
      sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  SqliteDatabase database(raw);
  if (raw == nullptr) return fail(ErrorKind::kTransient, "no memory to open '{}'", file.string());
  if (opened != SQLITE_OK) {
    return fail(ErrorKind::kInvalid, "'{}' could not be opened: {}", file.string(),
                sqlite3_errmsg(raw));
  }
  sqlite3_busy_timeout(raw, kBusyMilliseconds);
  // A position that is durable before its rows, or rows before theirs, would lose or repeat a
  // change.
  if (auto set = database.run("PRAGMA synchronous = FULL"); !set) {
    return tl::unexpected(set.error());
  }
  return database;
}

Result<void> SqliteDatabase::run(const std::string& statements) {
  if (sqlite3_exec(database_.get(), statements.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return sqlite_failure(database_.get(), "run a statement");
  }
  return {};
}

Result<SqliteStatement> SqliteDatabase::prepare(const std::string& statement) {
  sqlite3_stmt* prepared = nullptr;
  const int done = sqlite3_prepare_v2(database_.get(), statement.data(),
                                      static_cast<int>(statement.size()), &prepared, nullptr);
  if (done != SQLITE_OK) return sqlite_failure(database_.get(), "prepare a statement");
  return SqliteStatement(prepared);
}

Result<void> SqliteDatabase::transact(const std::function<Result<void>()>& work) {
  if (auto begun = run("BEGIN IMMEDIATE"); !begun) return begun;
  Result<void> done = work();
  if (done) done = run("COMMIT");
  // A commit that found the file busy leaves the transaction open.
  if (!done && sqlite3_get_autocommit(database_.get()) == 0) {
    if (auto undone = run("ROLLBACK"); !undone) return undone;
  }
  return done;
}

}  // namespace cabled
