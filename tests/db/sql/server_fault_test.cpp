#include "db/sql/server_fault.h"

#include <gtest/gtest.h>

#include "tests/support/test_database.h"

namespace cabled::db::server_fault_test {
namespace {

using test::TestDatabase;

struct Case {
  const char* sqlstate;
  ErrorKind kind;
};

class ServerFault : public testing::TestWithParam<Case> {};

TEST_P(ServerFault, IsWhatItsCodeSays) {
  const Error fault = server_fault(GetParam().sqlstate, "the server's words");

  EXPECT_EQ(fault.kind, GetParam().kind) << fault.message;
  EXPECT_EQ(sqlstate_of(fault), GetParam().sqlstate) << fault.message;
}

INSTANTIATE_TEST_SUITE_P(
    OfTheData, ServerFault,
    testing::Values(Case{"22021", ErrorKind::kInvalid}, Case{"22P02", ErrorKind::kInvalid},
                    Case{"23505", ErrorKind::kInvalid}, Case{"23514", ErrorKind::kInvalid},
                    Case{"P0001", ErrorKind::kInvalid}, Case{"54000", ErrorKind::kInvalid}));
INSTANTIATE_TEST_SUITE_P(
    ForSomebodyToMend, ServerFault,
    testing::Values(Case{"42P01", ErrorKind::kRefused}, Case{"42703", ErrorKind::kRefused},
                    Case{"42883", ErrorKind::kRefused}, Case{"42501", ErrorKind::kRefused},
                    Case{"3F000", ErrorKind::kRefused}, Case{"28000", ErrorKind::kRefused},
                    Case{"0A000", ErrorKind::kRefused}));
INSTANTIATE_TEST_SUITE_P(
    ToBeWaitedFor, ServerFault,
    testing::Values(Case{"XX000", ErrorKind::kTransient}, Case{"XX001", ErrorKind::kTransient},
                    Case{"XX002", ErrorKind::kTransient}, Case{"53100", ErrorKind::kTransient},
                    Case{"53200", ErrorKind::kTransient}, Case{"53300", ErrorKind::kTransient},
                    Case{"57P01", ErrorKind::kTransient}, Case{"57P03", ErrorKind::kTransient},
                    Case{"58030", ErrorKind::kTransient}, Case{"58P01", ErrorKind::kTransient},
                    Case{"40001", ErrorKind::kTransient}, Case{"40P01", ErrorKind::kTransient},
                    Case{"25006", ErrorKind::kTransient}, Case{"55P03", ErrorKind::kTransient},
                    Case{"08006", ErrorKind::kTransient}));

TEST(ServerFaultMessage, NamesTheCureWhereSomebodyMustAct) {
  EXPECT_NE(server_fault("42703", "no column").message.find("`cabled migrate`"), std::string::npos);
  EXPECT_NE(server_fault("42501", "denied").message.find("GRANT cabled_writer"), std::string::npos);
  EXPECT_NE(server_fault("25006", "read-only").message.find("standby"), std::string::npos);
  EXPECT_EQ(server_fault("XX000", "internal").message, "internal (SQLSTATE XX000)");
  EXPECT_EQ(server_fault("", "gone").message, "gone");
}

TEST(ServerFaultMessage, TellsASchemaThatLacksAPartFromARightThatIsMissing) {
  EXPECT_TRUE(is_schema_fault(server_fault("42P01", "no table")));
  EXPECT_TRUE(is_schema_fault(server_fault("42703", "no column")));
  EXPECT_FALSE(is_schema_fault(server_fault("42501", "denied")));
  EXPECT_FALSE(is_schema_fault({ErrorKind::kRefused, "another program's word"}));
}

/// What a statement really meets.
class StatementFault : public testing::Test {
 protected:
  Error fault_of(const std::string& target, const std::string& statement) const {
    Connection connection(target, "test");
    const auto done = transact(connection, [&](pqxx::work& tx) { tx.exec(statement); });
    return done ? Error{ErrorKind::kInvalid, "none"} : done.error();
  }

  TestDatabase database_{TestDatabase::Schema::kEmpty};
};

TEST_F(StatementFault, OfATableOrColumnThatIsMissingIsTheSchemas) {
  EXPECT_TRUE(is_schema_fault(fault_of(database_.target(), "SELECT * FROM nowhere")));
  EXPECT_TRUE(is_schema_fault(fault_of(database_.target(), "SELECT nothing FROM pg_class")));
}

// libpqxx 6.4 gives no code for this one.
TEST_F(StatementFault, OfARightThatIsMissingIsKnownAsOne) {
  database_.run("CREATE TABLE closed (n integer); CREATE ROLE guest_of_faults LOGIN");
  std::string target = database_.target();
  target.replace(target.find("user=cabled"), 11, "user=guest_of_faults");

  const Error fault = fault_of(target, "SELECT * FROM closed");
  database_.run("DROP ROLE guest_of_faults");

  EXPECT_EQ(fault.kind, ErrorKind::kRefused) << fault.message;
  EXPECT_EQ(sqlstate_of(fault), "42501") << fault.message;
}

TEST_F(StatementFault, OfAServerThatFailsInsideIsWaitedFor) {
  const Error fault = fault_of(
      database_.target(),
      "DO $$BEGIN RAISE EXCEPTION 'could not read block 0' USING ERRCODE = 'XX000'; END$$");

  EXPECT_EQ(fault.kind, ErrorKind::kTransient) << fault.message;
}

TEST_F(StatementFault, OfADatabaseInAnotherEncodingNamesDatabaseAndEncoding) {
  const std::string name = database_.value("SELECT current_database()");
  for (const char* encoding : {"LATIN1", "SQL_ASCII", "WIN1252"}) {
    const std::string other = name + "_other";
    database_.run(fmt::format("CREATE DATABASE {} ENCODING '{}' LOCALE 'C' TEMPLATE template0",
                              other, encoding));
    std::string target = database_.target();
    target.replace(target.find("dbname=" + name), 7 + name.size(), "dbname=" + other);

    const Error fault = fault_of(target, "SELECT 1");
    database_.run("DROP DATABASE " + other + " WITH (FORCE)");

    EXPECT_EQ(fault.kind, ErrorKind::kRefused);
    EXPECT_NE(fault.message.find(fmt::format("database '{}' has the encoding {}", other, encoding)),
              std::string::npos)
        << fault.message;
  }
}

}  // namespace
}  // namespace cabled::db::server_fault_test
