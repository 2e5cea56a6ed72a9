#include "daemon/app/database_upgrade.h"

#include <algorithm>
#include <string>
#include <vector>

#include "db/feed/feed_history.h"
#include "db/sql/migrate.h"
#include "db/sql/table_sums.h"

namespace cabled {
namespace {

using Sums = std::vector<db::TableContent>;

Result<Sums> sums_before(db::Connection& connection) {
  // In the old server still, where a restored database can be told from an upgraded one.
  if (const auto migrated = db::migrate(connection); !migrated) {
    return tl::unexpected(migrated.error());
  }
  if (const auto history = db::begin_new_history(connection); !history) {
    return tl::unexpected(history.error());
  }
  return db::transact(connection, db::table_sums);
}

Result<void> compare(const Sums& before, const Sums& after) {
  const auto [old, now] = std::ranges::mismatch(before, after);
  if (old == before.end() && now == after.end()) return {};
  const std::string& table = old == before.end() ? now->table : old->table;
  return fail(ErrorKind::kInvalid,
              "table '{}' is not the same after the upgrade, so the database stays as it was",
              table);
}

}  // namespace

CommandResult<DatabaseUpgrade> upgrade_database(const std::filesystem::path& state_dir) {
  Sums sums;
  const auto before = [&](const std::string& database) -> Result<void> {
    db::Connection connection(database, "upgrade");
    Result<Sums> found = sums_before(connection);
    if (!found) return tl::unexpected(found.error());
    sums = std::move(*found);
    return {};
  };
  const auto after = [&](const std::string& database) -> Result<void> {
    db::Connection connection(database, "upgrade");
    const Result<Sums> found = db::transact(connection, db::table_sums);
    if (!found) return tl::unexpected(found.error());
    if (Result<void> same = compare(sums, *found); !same) return same;
    return db::transact(connection, [](pqxx::work& tx) {
      db::keep_history(tx);
      db::analyze_tables(tx);
    });
  };
  Result<ClusterUpgrade> cluster = upgrade_cluster(state_dir, before, after);
  if (!cluster) return tl::unexpected(command_error(cluster.error()));
  DatabaseUpgrade upgrade{std::move(*cluster), sums.size(), 0};
  for (const db::TableContent& sum : sums) upgrade.rows += sum.rows;
  return upgrade;
}

}  // namespace cabled
