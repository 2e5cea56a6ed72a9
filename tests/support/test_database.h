#pragma once

#include <string>

#include "db/sql/connection.h"

namespace cabled::test {

/// A database of one test, with today's schema, in a private PostgreSQL that the whole test program
/// shares: made from a migrated template, dropped at the end.
class TestDatabase {
 public:
  enum class Schema {
    kMigrated,
    kEmpty,
    kOrderedAsEnglish,  ///< migrated; text is ordered by the rules of English, not by bytes
  };

  explicit TestDatabase(Schema schema = Schema::kMigrated);
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;
  ~TestDatabase();

  const std::string& target() const noexcept { return target_; }
  db::Connection connect() const { return {target_, "test"}; }

  /// The first column of the first row of a query, as text; "" for null.
  std::string value(const std::string& query) const;
  /// All rows of a query, columns joined by '|', rows by '\n'.
  std::string table(const std::string& query) const;
  void run(const std::string& statement) const;

 private:
  std::string name_;
  std::string target_;
};

}  // namespace cabled::test
