#pragma once

#include "daemon/follow/feed_target.h"
#include "db/sql/connection.h"

namespace cabled {

/// A PostgreSQL database with the tables of docs/feeds.md in its schema `cabled`. Rows and position
/// go in by one transaction: exactly once, also when a commit was in doubt.
class PostgresTarget final : public FeedTarget {
 public:
  explicit PostgresTarget(std::string url) : connection_(std::move(url), "feed") {}

  std::string name() const override;
  Result<std::optional<db::FeedPosition>> position() override;
  Result<void> apply(const FeedBatch& batch, const std::optional<db::FeedPosition>& expected,
                     const db::FeedPosition& next) override;
  std::optional<db::FeedForm> form() const override { return db::FeedForm::kTyped; }
  Result<FeedSums> sums(const db::CableRange& range) override;

 private:
  db::Connection connection_;
};

}  // namespace cabled
