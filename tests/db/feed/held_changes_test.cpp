#include "db/feed/held_changes.h"

#include <gtest/gtest.h>

#include "tests/support/test_database.h"

namespace cabled::db::held_changes_test {
namespace {

class Held : public testing::Test {
 protected:
  void write_changes(int count) {
    database_.run(
        "INSERT INTO change (kind, cable_id, at) SELECT 'cable', n,"
        " now() - interval '90 s' FROM generate_series(1, " +
        std::to_string(count) + ") n");
  }

  std::optional<HeldChanges> held(std::int64_t limit = 100) {
    return transact(connection_, [&](pqxx::work& tx) { return held_changes(tx, limit); }).value();
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(Held, SaysNothingWhenNothingIsHeldBack) {
  EXPECT_FALSE(held().has_value());
  write_changes(3);
  EXPECT_FALSE(held().has_value());
}

TEST_F(Held, SaysNothingOfAnOldTransactionThatNoChangeWaitsFor) {
  pqxx::connection idle_connection(database_.target());
  pqxx::work idle(idle_connection);
  idle.exec("SELECT pg_current_xact_id()");

  EXPECT_FALSE(held().has_value());
}

TEST_F(Held, NamesTheSessionThatHoldsChangesBack) {
  pqxx::connection idle_connection(database_.target());
  pqxx::work idle(idle_connection);
  idle.exec("SET application_name = 'ledger'");
  idle.exec("SELECT pg_current_xact_id()");
  write_changes(3);

  const auto found = held();

  ASSERT_TRUE(found && found->holder);
  EXPECT_EQ(found->count, 3);
  EXPECT_GE(found->waited_seconds, 90);
  EXPECT_EQ(found->holder->pid, idle_connection.backendpid());
  EXPECT_EQ(found->holder->application, "ledger");
  EXPECT_EQ(found->holder->database, database_.value("SELECT current_database()"));
  EXPECT_EQ(found->holder->state, "idle in transaction");
  EXPECT_TRUE(found->holder->age_seconds.has_value());
}

TEST_F(Held, ATransactionInAnotherDatabaseOfTheServerHoldsChangesBackToo) {
  const test::TestDatabase other;
  pqxx::connection idle_connection(other.target());
  pqxx::work idle(idle_connection);
  idle.exec("SELECT pg_current_xact_id()");
  write_changes(3);

  const auto found = held();

  ASSERT_TRUE(found && found->holder);
  EXPECT_EQ(found->holder->database, other.value("SELECT current_database()"));
  EXPECT_EQ(found->holder->pid, idle_connection.backendpid());
}

TEST_F(Held, AReaderHoldsNothingBack) {
  pqxx::connection reading_connection(database_.target());
  pqxx::work reading(reading_connection);
  reading.exec("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  reading.exec("SELECT count(*) FROM change");
  write_changes(3);

  EXPECT_FALSE(held().has_value());
}

TEST_F(Held, CountsNoFurtherThanTheLimit) {
  pqxx::connection idle_connection(database_.target());
  pqxx::work idle(idle_connection);
  idle.exec("SELECT pg_current_xact_id()");
  write_changes(30);

  EXPECT_EQ(held(20)->count, 20);
}

TEST_F(Held, SaysWhatARoleMaySeeThatMayNotSeeOthersSessions) {
  database_.run("DROP ROLE IF EXISTS held_reader");
  database_.run("CREATE ROLE held_reader; GRANT SELECT ON change TO held_reader");
  pqxx::connection idle_connection(database_.target());
  pqxx::work idle(idle_connection);
  idle.exec("SELECT pg_current_xact_id()");
  write_changes(3);

  const auto found = transact(connection_, [&](pqxx::work& tx) {
    tx.exec("SET LOCAL ROLE held_reader");
    return held_changes(tx, 100);
  });

  ASSERT_TRUE(found.has_value()) << found.error().message;
  ASSERT_TRUE(*found && (*found)->holder);
  EXPECT_EQ((*found)->holder->pid, idle_connection.backendpid());
  EXPECT_FALSE((*found)->holder->age_seconds.has_value());
  idle.commit();
  database_.run("DROP OWNED BY held_reader; DROP ROLE held_reader");
}

}  // namespace
}  // namespace cabled::db::held_changes_test
