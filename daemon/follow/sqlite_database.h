#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "parsers/model/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace cabled {

/// A statement that is run again and again with other values. It must not outlive its database.
class SqliteStatement {
 public:
  using Values = std::vector<std::optional<std::string>>;

  /// Runs it with `values` for its parameters, in order; the first row of the answer, as text, or
  /// nothing. Values are bound as text: a column's affinity makes numbers of them.
  Result<std::optional<Values>> run(const Values& values);
  /// The same, and gives each row of the answer to `take`.
  Result<void> each(const Values& values, const std::function<void(const Values&)>& take);

 private:
  friend class SqliteDatabase;
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const noexcept;
  };
  explicit SqliteStatement(sqlite3_stmt* statement) : statement_(statement) {}
  Result<void> bind(const Values& values);
  Values row() const;

  std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
};

/// A SQLite file. Used from one thread.
class SqliteDatabase {
 public:
  /// Opens or makes the file.
  static Result<SqliteDatabase> open(const std::filesystem::path& file);

  /// Runs statements without parameters or answers.
  Result<void> run(const std::string& statements);
  Result<SqliteStatement> prepare(const std::string& statement);

  /// Runs `work` in a transaction that no other writer overlaps; rolled back when it fails.
  Result<void> transact(const std::function<Result<void>()>& work);

 private:
  struct Closer {
    void operator()(sqlite3* database) const noexcept;
  };
  explicit SqliteDatabase(sqlite3* database) : database_(database) {}

  std::unique_ptr<sqlite3, Closer> database_;
};

}  // namespace cabled
