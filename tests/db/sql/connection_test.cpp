#include "db/sql/connection.h"

#include <gtest/gtest.h>

#include <barrier>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "db/sql/execute.h"
#include "db/sql/reading_scope.h"
#include "db/sql/transaction_modes.h"
#include "tests/support/test_database.h"

namespace cabled::db::connection_test {
namespace {

using test::TestDatabase;

int backend_of(Connection& connection) {
  return transact(
             connection,
             [](pqxx::work& tx) { return execute_one(tx, "SELECT pg_backend_pid()")[0].as<int>(); })
      .value();
}

class Transact : public testing::Test {
 protected:
  void SetUp() override { database_.run("CREATE TABLE t (n integer PRIMARY KEY)"); }

  void cut(int backend) const {
    database_.run("SELECT pg_terminate_backend(" + std::to_string(backend) + ", 5000)");
  }

  TestDatabase database_{TestDatabase::Schema::kEmpty};
  Connection connection_ = database_.connect();
};

TEST_F(Transact, CommitsWhatWasDone) {
  ASSERT_TRUE(transact(connection_, [](pqxx::work& tx) {
                tx.exec("INSERT INTO t VALUES (1)");
              }).has_value());

  EXPECT_EQ(database_.value("SELECT count(*) FROM t"), "1");
}

TEST_F(Transact, LeavesNothingOfWorkThatFails) {
  const auto done = transact(connection_, [](pqxx::work& tx) {
    tx.exec("INSERT INTO t VALUES (1)");
    tx.exec("INSERT INTO t VALUES (1)");
  });

  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().kind, ErrorKind::kInvalid) << "the data itself is to blame";
  EXPECT_NE(done.error().message.find("23505"), std::string::npos);
  EXPECT_EQ(database_.value("SELECT count(*) FROM t"), "0");
}

TEST_F(Transact, OfAReaderBreaksOffWhatTakesTooLong) {
  const ReadingScope reading(std::chrono::milliseconds(50));

  for (int round = 0; round < 2; ++round) {
    const auto done = transact(connection_, [](pqxx::work& tx) { tx.exec("SELECT pg_sleep(60)"); });

    ASSERT_FALSE(done.has_value());
    EXPECT_EQ(done.error().kind, ErrorKind::kTransient) << "a smaller question may be answered";
  }
}

TEST_F(Transact, OfAReaderWritesNothing) {
  const ReadingScope reading(std::chrono::seconds(60));

  const auto done =
      transact(connection_, [](pqxx::work& tx) { tx.exec("INSERT INTO t VALUES (1)"); });

  EXPECT_FALSE(done.has_value());
  EXPECT_EQ(database_.value("SELECT count(*) FROM t"), "0");
}

TEST_F(Transact, OfAReaderMayReadOneSnapshot) {
  const ReadingScope reading(std::chrono::seconds(60));

  const auto level = transact(connection_, [](pqxx::work& tx) {
    read_one_snapshot(tx);
    return execute_one(tx, "SHOW transaction_isolation")[0].as<std::string>();
  });

  EXPECT_EQ(level.value(), "repeatable read");
}

TEST_F(Transact, OfOneThatReadsNoMoreMayWriteAgain) {
  { const ReadingScope reading(std::chrono::seconds(60)); }

  EXPECT_TRUE(transact(connection_, [](pqxx::work& tx) {
                tx.exec("INSERT INTO t VALUES (1)");
              }).has_value());
}

TEST(ReadingScopes, TheInnermostCounts) {
  const ReadingScope outer(std::chrono::seconds(5));
  {
    const ReadingScope inner(std::chrono::seconds(60));
    EXPECT_EQ(ReadingScope::limit(), std::chrono::seconds(60));
  }
  EXPECT_EQ(ReadingScope::limit(), std::chrono::seconds(5));
}

TEST_F(Transact, LetsExceptionsPassThatAreNoDatabasesFault) {
  EXPECT_THROW(
      static_cast<void>(transact(connection_, [](pqxx::work&) { throw std::logic_error("ours"); })),
      std::logic_error);
  EXPECT_EQ(database_.value("SELECT 1"), "1");
}

TEST_F(Transact, OpensAnotherConnectionAfterTheSessionWasCut) {
  const int first = backend_of(connection_);
  cut(first);

  const auto failed = transact(connection_, [](pqxx::work& tx) { tx.exec("SELECT 1"); });
  ASSERT_FALSE(failed.has_value());
  EXPECT_EQ(failed.error().kind, ErrorKind::kTransient);

  EXPECT_NE(backend_of(connection_), first);
  EXPECT_EQ(transact(connection_,
                     [](pqxx::work& tx) {
                       return execute_one(tx, "SHOW application_name")[0].as<std::string>();
                     })
                .value(),
            "cabled test")
      << "a new session has the settings of the old";
}

TEST_F(Transact, CallsASessionCutInTheMiddleTransient) {
  const auto failed = transact(connection_, [&](pqxx::work& tx) {
    tx.exec("INSERT INTO t VALUES (1)");
    cut(execute_one(tx, "SELECT pg_backend_pid()")[0].as<int>());
    tx.exec("INSERT INTO t VALUES (2)");
  });

  ASSERT_FALSE(failed.has_value());
  EXPECT_EQ(failed.error().kind, ErrorKind::kTransient);
  EXPECT_EQ(database_.value("SELECT count(*) FROM t"), "0");
}

TEST_F(Transact, CallsACommitInDoubtTransient) {
  const auto failed = transact(connection_, [&](pqxx::work& tx) {
    tx.exec("INSERT INTO t VALUES (1)");
    cut(execute_one(tx, "SELECT pg_backend_pid()")[0].as<int>());
  });

  ASSERT_FALSE(failed.has_value());
  EXPECT_EQ(failed.error().kind, ErrorKind::kTransient);
}

TEST_F(Transact, CallsASerializationFailureTransient) {
  database_.run("INSERT INTO t VALUES (1)");

  const auto failed = transact(connection_, [&](pqxx::work& tx) {
    tx.exec("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    tx.exec("SELECT * FROM t");
    database_.run("UPDATE t SET n = 2");
    tx.exec("UPDATE t SET n = 3");
  });

  ASSERT_FALSE(failed.has_value());
  EXPECT_EQ(failed.error().kind, ErrorKind::kTransient) << failed.error().message;
}

TEST_F(Transact, CallsALockThatIsNotHadAndAStatementThatIsCutTransient) {
  const auto locked = transact(connection_, [&](pqxx::work& tx) {
    tx.exec("LOCK TABLE t");
    database_.run("SET lock_timeout = '1ms'; SELECT * FROM t");
  });
  const auto slow = transact(connection_, [](pqxx::work& tx) {
    tx.exec("SET LOCAL statement_timeout = '1ms'");
    tx.exec("SELECT pg_sleep(20)");
  });

  ASSERT_FALSE(locked.has_value());
  EXPECT_EQ(locked.error().kind, ErrorKind::kTransient) << locked.error().message;
  ASSERT_FALSE(slow.has_value());
  EXPECT_EQ(slow.error().kind, ErrorKind::kTransient) << slow.error().message;
}

TEST_F(Transact, CallsADeadlockTransientAndOneOfTheTwoGoesThrough) {
  database_.run("INSERT INTO t VALUES (1), (2)");
  Connection other = database_.connect();
  std::barrier both_hold_one(2);
  const auto take = [&](Connection& connection, int first, int second) {
    return transact(connection, [&](pqxx::work& tx) {
      execute(tx, "SELECT * FROM t WHERE n = $1 FOR UPDATE", first);
      both_hold_one.arrive_and_wait();
      execute(tx, "SELECT * FROM t WHERE n = $1 FOR UPDATE", second);
    });
  };
  Result<void> one;
  std::jthread thread([&] { one = take(other, 1, 2); });
  const Result<void> two = take(connection_, 2, 1);
  thread.join();

  EXPECT_NE(one.has_value(), two.has_value());
  EXPECT_EQ((one ? two : one).error().kind, ErrorKind::kTransient);
}

TEST_F(Transact, CallsAServerThatIsNotThereTransient) {
  Connection nowhere("host=/nowhere dbname=none", "test");

  const auto failed = transact(nowhere, [](pqxx::work& tx) { tx.exec("SELECT 1"); });

  ASSERT_FALSE(failed.has_value());
  EXPECT_EQ(failed.error().kind, ErrorKind::kTransient);
}

TEST_F(Transact, CallsADatabaseThatRefusesToWriteTransient) {
  const auto failed = transact(connection_, [](pqxx::work& tx) {
    tx.exec("SET TRANSACTION READ ONLY");
    tx.exec("INSERT INTO t VALUES (1)");
  });

  ASSERT_FALSE(failed.has_value());
  EXPECT_EQ(failed.error().kind, ErrorKind::kTransient) << "a standby about to be promoted";
}

}  // namespace
}  // namespace cabled::db::connection_test
