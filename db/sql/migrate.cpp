#include "db/sql/migrate.h"

#include <algorithm>
#include <map>

#include "db/sql/columns.h"
#include "db/sql/embedded_migrations.h"
#include "db/sql/execute.h"
#include "parsers/model/digest.h"

namespace cabled::db {
namespace {

// Any fixed number: it only has to be the same in every cabled.
constexpr const char* kLockMigrations = R"sql(
  SELECT pg_advisory_xact_lock(727201)
)sql";

constexpr const char* kCreateTable = R"sql(
  CREATE TABLE IF NOT EXISTS schema_migration (
    version    integer PRIMARY KEY,
    name       text NOT NULL,
    sha256     bytea NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now())
)sql";

constexpr const char* kTableExists = R"sql(
  SELECT to_regclass('schema_migration') IS NOT NULL AS is_there
)sql";

constexpr const char* kApplied = R"sql(
  SELECT version, encode(sha256, 'hex') AS sha256 FROM schema_migration
)sql";

constexpr const char* kNote = R"sql(
  INSERT INTO schema_migration (version, name, sha256) VALUES ($1, $2, decode($3, 'hex'))
)sql";

using Applied = std::map<int, std::string>;  // version → SHA-256 in hex

Applied applied_migrations(pqxx::work& tx) {
  Applied applied;
  if (!get<bool>(execute_one(tx, kTableExists), "is_there")) return applied;
  for (const auto& row : tx.exec(kApplied)) {
    applied.emplace(get<int>(row, "version"), get<std::string>(row, "sha256"));
  }
  return applied;
}

SchemaReport compare(const Applied& applied) {
  const auto& known = embedded_migrations();
  SchemaReport report{SchemaState::kCurrent, 0, known.back().version, ""};
  if (applied.empty()) {
    report.state = SchemaState::kEmpty;
    return report;
  }
  report.applied = applied.rbegin()->first;
  for (const EmbeddedMigration& migration : known) {
    const auto found = applied.find(migration.version);
    if (found == applied.end()) {
      report.state = SchemaState::kTooOld;
    } else if (found->second != Digest::of(migration.sql).hex()) {
      report.state = SchemaState::kChanged;
      report.detail = fmt::format("{:04}_{}", migration.version, migration.name);
      return report;
    }
  }
  if (report.applied > report.known) report.state = SchemaState::kTooNew;
  return report;
}

// Applies the lowest migration that is missing; the answer is its name, or "" when none is.
Result<std::string> apply_next(Connection& connection) {
  return transact(connection, [](pqxx::work& tx) -> std::string {
    tx.exec(kLockMigrations);
    tx.exec(kCreateTable);
    const Applied applied = applied_migrations(tx);
    const auto& known = embedded_migrations();
    const auto next = std::ranges::find_if(
        known, [&](const EmbeddedMigration& m) { return !applied.contains(m.version); });
    if (next == known.end()) return "";
    tx.exec(std::string(next->sql));
    execute(tx, kNote, next->version, std::string(next->name), Digest::of(next->sql).hex());
    return fmt::format("{:04}_{}", next->version, next->name);
  });
}

}  // namespace

Result<SchemaReport> schema_report(Connection& connection) {
  return transact(connection, [](pqxx::work& tx) { return compare(applied_migrations(tx)); });
}

Result<std::vector<std::string>> migrate(Connection& connection) {
  std::vector<std::string> names;
  while (true) {
    const Result<SchemaReport> report = schema_report(connection);
    if (!report) return tl::unexpected(report.error());
    if (report->state == SchemaState::kTooNew) {
      return fail(
          ErrorKind::kRefused,
          "schema version {} is newer than this program's {}; hint: install the newer cabled",
          report->applied, report->known);
    }
    if (report->state == SchemaState::kChanged) {
      return fail(ErrorKind::kRefused, "applied migration '{}' differs from this program's{}",
                  report->detail, kChangedHint);
    }
    if (report->state == SchemaState::kCurrent) return names;
    Result<std::string> name = apply_next(connection);
    if (!name) return tl::unexpected(name.error());
    if (!name->empty()) names.push_back(std::move(*name));
  }
}

}  // namespace cabled::db
