#include "db/sql/role_grants.h"

#include <gtest/gtest.h>

#include "db/corpus/common_words.h"
#include "db/corpus/words_index.h"
#include "tests/support/test_database.h"

namespace cabled::db::role_grants_test {
namespace {

class RoleGrants : public testing::Test {
 protected:
  void grant() {
    Connection connection = database_.connect();
    const auto done = transact(connection, [](pqxx::work& tx) { grant_roles(tx); });
    ASSERT_TRUE(done.has_value()) << done.error().message;
  }

  test::TestDatabase database_;
};

TEST_F(RoleGrants, GivesAllThatMigrationsMakeToTheOwner) {
  grant();

  EXPECT_EQ(database_.table(
                "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
                " AND relkind IN ('r', 'S', 'v', 'm', 'p', 'f')"
                " AND relowner <> 'cabled_owner'::regrole UNION ALL"
                " SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
                " AND proowner <> 'cabled_owner'::regrole UNION ALL"
                " SELECT typname FROM pg_type WHERE typnamespace = current_schema()::regnamespace"
                " AND typowner <> 'cabled_owner'::regrole"),
            "");
}

// Other people's things in the same schema, with rights of their own.
constexpr const char* kForeign =
    "CREATE TABLE ledger (id bigint GENERATED ALWAYS AS IDENTITY, note text);"
    "CREATE SEQUENCE ledger_number;"
    "CREATE VIEW ledger_notes AS SELECT note FROM ledger;"
    "CREATE TYPE ledger_state AS ENUM ('open', 'closed');"
    "CREATE FUNCTION ledger_sum() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';"
    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cabled_reader') THEN"
    " CREATE ROLE cabled_reader; END IF; END $$;"
    "GRANT SELECT ON ledger TO PUBLIC; GRANT UPDATE ON ledger, ledger_notes TO cabled_reader;";
constexpr const char* kForeignRights =
    "SELECT relname::text, relowner::regrole::text, relacl::text FROM pg_class"
    " WHERE relname LIKE 'ledger%' UNION ALL"
    " SELECT proname, proowner::regrole::text, proacl::text FROM pg_proc"
    " WHERE proname LIKE 'ledger%' UNION ALL"
    " SELECT typname, typowner::regrole::text, typacl::text FROM pg_type"
    " WHERE typname LIKE 'ledger%' ORDER BY 1, 2, 3";

TEST_F(RoleGrants, LeavesWhatOthersHaveInTheSchemaAsItIs) {
  database_.run(kForeign);
  const std::string before = database_.table(kForeignRights);

  grant();

  EXPECT_EQ(database_.table(kForeignRights), before);
}

TEST_F(RoleGrants, TakesBackWhatWasGivenTooMuchOfOurs) {
  grant();
  database_.run("GRANT DELETE ON cable TO cabled_reader; GRANT SELECT ON import TO PUBLIC");

  grant();

  EXPECT_EQ(database_.value("SELECT has_table_privilege('cabled_reader', 'cable', 'DELETE') OR"
                            " has_table_privilege('cabled_reader', 'import', 'SELECT')"),
            "f");
  EXPECT_EQ(database_.value("SELECT has_table_privilege('cabled_reader', 'cable', 'SELECT')"), "t");
}

TEST_F(RoleGrants, LetTheReaderSeeHowTheCrawlDoesAndChangeNothing) {
  grant();

  EXPECT_EQ(database_.table("SELECT t FROM unnest(ARRAY['capture', 'resighting', 'deleted_segment',"
                            " 'rejection', 'source', 'url', 'host', 'feed_consumer']) AS t"
                            " WHERE NOT has_table_privilege('cabled_reader', t, 'SELECT')"),
            "");
  EXPECT_EQ(
      database_.table("SELECT relname FROM pg_class"
                      " WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
                      " AND has_table_privilege('cabled_reader', oid, 'INSERT, UPDATE, DELETE,"
                      " TRUNCATE')"),
      "");
}

TEST_F(RoleGrants, LetTheWriterCountAndEnterWordsAndNobodyElse) {
  grant();
  Connection connection = database_.connect();

  const auto done = transact(connection, [](pqxx::work& tx) {
    tx.exec("SET LOCAL ROLE cabled_writer");
    count_words_when_due(tx, 10'000);
    enter_waiting_words(tx);
  });

  EXPECT_TRUE(done.has_value()) << done.error().message;
  EXPECT_EQ(database_.value("SELECT count(*) FROM common_word"), "1");
  EXPECT_EQ(database_.table("SELECT rolname FROM pg_roles WHERE rolname LIKE 'cabled\\_%' AND"
                            " has_function_privilege(oid, 'enter_waiting_words()', 'EXECUTE')"
                            " ORDER BY 1"),
            "cabled_owner\ncabled_writer");
}

TEST_F(RoleGrants, KeepFromTheReaderWhatAWebhookDidNotTake) {
  grant();

  EXPECT_EQ(database_.value("SELECT has_column_privilege('cabled_reader', 'feed_dead_letter',"
                            " 'body', 'SELECT')"),
            "f");
  EXPECT_EQ(database_.value("SELECT has_column_privilege('cabled_reader', 'feed_dead_letter',"
                            " 'error', 'SELECT')"),
            "t");
}

}  // namespace
}  // namespace cabled::db::role_grants_test
