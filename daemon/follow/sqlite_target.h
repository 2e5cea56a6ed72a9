#pragma once

#include <filesystem>

#include "daemon/follow/feed_target.h"
#include "daemon/follow/sqlite_database.h"
#include "daemon/follow/sqlite_tables.h"

namespace cabled {

/// A SQLite file with the tables of docs/feeds.md. Rows and position go in by one transaction.
class SqliteTarget final : public FeedTarget {
 public:
  explicit SqliteTarget(const std::filesystem::path& file)
      : file_(std::filesystem::absolute(file)) {}

  std::string name() const override { return "sqlite:" + file_.string(); }
  Result<std::optional<db::FeedPosition>> position() override;
  Result<void> apply(const FeedBatch& batch, const std::optional<db::FeedPosition>& expected,
                     const db::FeedPosition& next) override;
  std::optional<db::FeedForm> form() const override { return db::FeedForm::kAsSent; }
  Result<FeedSums> sums(const db::CableRange& range) override;

 private:
  struct Open {
    SqliteDatabase database;
    SqliteStatement find_position;
    SqliteStatement set_position;
    SqliteRowWriter writer;
  };

  Result<void> open();
  Result<std::optional<db::FeedPosition>> read_position();

  std::filesystem::path file_;
  std::optional<Open> open_;
};

}  // namespace cabled
