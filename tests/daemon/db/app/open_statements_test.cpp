#include "daemon/app/open_statements.h"

#include <gtest/gtest.h>

#include <thread>

#include "db/sql/execute.h"
#include "tests/support/test_database.h"

namespace cabled::open_statements_test {
namespace {

using namespace std::chrono_literals;

/// Waits for the answer to become "t" by asking the server again and again.
bool comes_true(const test::TestDatabase& database, const std::string& query) {
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  while (std::chrono::steady_clock::now() < deadline) {
    if (database.value(query) == "t") return true;
  }
  return false;
}

class OpenStatementsTest : public testing::Test {
 protected:
  OpenStatementsTest() { database_.run("CREATE TABLE t (n integer)"); }

  test::TestDatabase database_{test::TestDatabase::Schema::kEmpty};
  OpenStatements statements_;
};

constexpr const char* kSomeoneWaits =
    "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 't'::regclass)";

TEST_F(OpenStatementsTest, AStatementThatWaitsForALockIsBrokenAndItsSessionEnds) {
  db::Connection holder = database_.connect();
  // Past transact(), so that it is not broken too: the lock would be free for the other.
  pqxx::work lock(holder.open());
  lock.exec("LOCK TABLE t");
  Result<void> waited;
  std::jthread waiter([&] {
    db::Connection connection = database_.connect();
    waited = db::transact(connection, [](pqxx::work& tx) { tx.exec("SELECT * FROM t"); });
  });
  ASSERT_TRUE(comes_true(database_, kSomeoneWaits)) << "the lock was never waited for";

  statements_.break_older_than(0ms);
  waiter.join();

  ASSERT_FALSE(waited.has_value());
  EXPECT_EQ(waited.error().kind, ErrorKind::kTransient) << waited.error().message;
  EXPECT_TRUE(comes_true(database_,
                         "SELECT NOT EXISTS (SELECT FROM pg_locks"
                         " WHERE NOT granted AND relation = 't'::regclass)"))
      << "the server goes on with a statement whose client is gone";
}

TEST_F(OpenStatementsTest, WhatIsYoungOrOverIsLeftAlone) {
  db::Connection connection = database_.connect();
  const auto ask = [&] {
    return db::transact(connection, [&](pqxx::work& tx) {
      const int backend = db::execute_one(tx, "SELECT pg_backend_pid()")[0].as<int>();
      statements_.break_older_than(1h);
      tx.exec("SELECT 1");
      return backend;
    });
  };

  const Result<int> first = ask();
  statements_.break_older_than(0ms);
  const Result<int> second = ask();

  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second) << "an idle connection was broken";
}

}  // namespace
}  // namespace cabled::open_statements_test
