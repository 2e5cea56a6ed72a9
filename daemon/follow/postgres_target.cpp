#include "daemon/follow/postgres_target.h"

#include <algorithm>
#include <string>

#include "daemon/config/database_url.h"
#include "db/feed/feed_target.h"
#include "db/sql/server_fault.h"

namespace cabled {
namespace {

/// The cure that server_fault() names is one for our own database.
Error of_the_follower(Error error) {
  if (error.kind != ErrorKind::kRefused || db::sqlstate_of(error).empty()) return error;
  error.message.resize(std::min(error.message.find("; hint: "), error.message.size()));
  error.message +=
      "; hint: the role needs CREATE on the database that follows, then INSERT, UPDATE, DELETE and "
      "SELECT on its schema cabled";
  return error;
}

}  // namespace

std::string PostgresTarget::name() const { return without_password(connection_.target()); }

Result<std::optional<db::FeedPosition>> PostgresTarget::position() {
  return db::transact(connection_,
                      [](pqxx::work& tx) {
                        db::create_feed_schema(tx);
                        return db::lock_feed_position(tx);
                      })
      .map_error(of_the_follower);
}

Result<void> PostgresTarget::apply(const FeedBatch& batch,
                                   const std::optional<db::FeedPosition>& expected,
                                   const db::FeedPosition& next) {
  const Result<bool> applied = db::transact(connection_, [&](pqxx::work& tx) {
    if (db::lock_feed_position(tx) != expected) return false;
    db::apply_feed(tx, batch.rows, next);
    return true;
  });
  if (!applied) return tl::unexpected(of_the_follower(applied.error()));
  if (!*applied) return fail(ErrorKind::kTransient, "another feeder moved '{}'", name());
  return {};
}

Result<FeedSums> PostgresTarget::sums(const db::CableRange& range) {
  // The row of the position is locked, so both are of one moment.
  return db::transact(connection_,
                      [&](pqxx::work& tx) {
                        auto position = db::lock_feed_position(tx);
                        return FeedSums{std::move(position), db::feed_sums(tx, range)};
                      })
      .map_error(of_the_follower);
}

}  // namespace cabled
