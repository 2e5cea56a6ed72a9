#include "tests/support/test_database.h"

#include <unistd.h>

#include <atomic>
#include <stdexcept>

#include "daemon/postgres/embedded_postgres.h"
#include "db/sql/migrate.h"
#include "tests/support/shared_data.h"

namespace cabled::test {
namespace {

std::string with_database(const std::string& server, const std::string& name) {
  const std::string from = "dbname=cabled";
  std::string target = server;
  target.replace(target.find(from), from.size(), "dbname=" + name);
  return target;
}

void run_on(const std::string& target, const std::string& statement) {
  pqxx::connection connection(target);
  pqxx::nontransaction tx(connection);
  tx.exec(statement);
}

void migrate(const std::string& target) {
  db::Connection connection(target, "test");
  if (const auto migrated = db::migrate(connection); !migrated) {
    throw std::runtime_error(migrated.error().message);
  }
}

std::string template_of(TestDatabase::Schema schema) {
  switch (schema) {
    case TestDatabase::Schema::kMigrated:
      return " TEMPLATE template_cabled";
    case TestDatabase::Schema::kEmpty:
      return "";
    case TestDatabase::Schema::kOrderedAsEnglish:
      return " TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C.UTF-8'";
  }
  return "";
}

/// The server of this test program; stopped and removed when the program ends.
class Server {
 public:
  Server() : postgres_(start(folder_)) {
    run_on(postgres_.connection_string(), "CREATE DATABASE template_cabled");
    migrate(with_database(postgres_.connection_string(), "template_cabled"));
  }

  const std::string& target() const { return postgres_.connection_string(); }

 private:
  static EmbeddedPostgres start(const TemporaryFolder& folder) {
    // The server's user has to pass through, else its cluster would be placed elsewhere.
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
    auto postgres = EmbeddedPostgres::acquire(folder.path());
    if (!postgres) throw std::runtime_error(postgres.error().message);
    return std::move(*postgres);
  }

  TemporaryFolder folder_;
  EmbeddedPostgres postgres_;
};

const Server& server() {
  static const Server instance;
  return instance;
}

}  // namespace

TestDatabase::TestDatabase(Schema schema) {
  static std::atomic<int> number{0};
  name_ = "test_" + std::to_string(getpid()) + "_" + std::to_string(++number);
  run_on(server().target(), "CREATE DATABASE " + name_ + template_of(schema));
  target_ = with_database(server().target(), name_);
  if (schema == Schema::kOrderedAsEnglish) migrate(target_);
}

TestDatabase::~TestDatabase() {
  try {
    run_on(server().target(), "DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
  } catch (const std::exception&) {
    // The folder of the server is removed at the end in any case.
    return;
  }
}

std::string TestDatabase::value(const std::string& query) const {
  pqxx::connection connection(target_);
  pqxx::nontransaction tx(connection);
  const pqxx::result rows = tx.exec(query);
  return rows.empty() || rows[0][0].is_null() ? "" : rows[0][0].as<std::string>();
}

std::string TestDatabase::table(const std::string& query) const {
  pqxx::connection connection(target_);
  pqxx::nontransaction tx(connection);
  std::string out;
  for (const auto& row : tx.exec(query)) {
    std::string line;
    for (const auto& field : row) {
      if (!line.empty()) line += '|';
      line += field.is_null() ? "" : field.as<std::string>();
    }
    out += out.empty() ? line : '\n' + line;
  }
  return out;
}

void TestDatabase::run(const std::string& statement) const { run_on(target_, statement); }

}  // namespace cabled::test
