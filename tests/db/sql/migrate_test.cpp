#include "db/sql/migrate.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/support/test_database.h"

namespace cabled::db::migrate_test {
namespace {

using test::TestDatabase;

TEST(Migrate, BringsAnEmptyDatabaseUpToDateAndThenHasNothingToDo) {
  const TestDatabase database(TestDatabase::Schema::kEmpty);
  Connection connection = database.connect();
  ASSERT_EQ(schema_report(connection)->state, SchemaState::kEmpty);

  const auto first = migrate(connection);
  const auto second = migrate(connection);

  ASSERT_TRUE(first.has_value()) << first.error().message;
  EXPECT_FALSE(first->empty());
  EXPECT_TRUE(second->empty());
  EXPECT_EQ(schema_report(connection)->state, SchemaState::kCurrent);
}

TEST(Migrate, GoesOnWhereAKilledRunLeftOff) {
  const TestDatabase database;
  database.run("DELETE FROM schema_migration WHERE version = 3");
  database.run("DROP TABLE change, feed_origin, feed_consumer, feed_dead_letter");
  Connection connection = database.connect();
  ASSERT_EQ(schema_report(connection)->state, SchemaState::kTooOld);

  const auto applied = migrate(connection);

  ASSERT_TRUE(applied.has_value()) << applied.error().message;
  EXPECT_EQ(*applied, std::vector<std::string>{"0003_followers"});
}

TEST(Migrate, LeavesNothingHalfDoneWhenAStatementFails) {
  const TestDatabase database(TestDatabase::Schema::kEmpty);
  // The second migration makes this table, so it fails; the first must stay, the second leave no
  // trace.
  database.run("CREATE TABLE rendition (id integer)");
  Connection connection = database.connect();

  const auto applied = migrate(connection);

  EXPECT_FALSE(applied.has_value());
  EXPECT_EQ(database.value("SELECT max(version) FROM schema_migration"), "1");
  EXPECT_EQ(database.value("SELECT to_regclass('capture')"), "");
}

// An index is used in a join only if both sides have its collation.
TEST(Migrate, GivesIdsOfCablesOneCollation) {
  const TestDatabase database;

  EXPECT_EQ(database.table("SELECT table_name, column_name FROM information_schema.columns"
                           " WHERE table_schema = 'public' AND collation_name IS NULL AND"
                           " (table_name, column_name) IN (('cable', 'id'), ('cable', 'twin_of'),"
                           "  ('rendition', 'cable_id'), ('cable_link', 'from_id'),"
                           "  ('cable_link', 'to_id'), ('change', 'cable_id'))"),
            "");
}

TEST(Migrate, TwoAtOnceDoTheWorkOnce) {
  const TestDatabase database(TestDatabase::Schema::kEmpty);
  Result<std::vector<std::string>> a;
  Result<std::vector<std::string>> b;
  {
    const std::jthread one([&] {
      Connection c = database.connect();
      a = migrate(c);
    });
    const std::jthread two([&] {
      Connection c = database.connect();
      b = migrate(c);
    });
  }
  ASSERT_TRUE(a.has_value()) << a.error().message;
  ASSERT_TRUE(b.has_value()) << b.error().message;
  EXPECT_EQ(std::to_string(a->size() + b->size()),
            database.value("SELECT count(*) FROM schema_migration"));
}

TEST(Migrate, RefusesASchemaNewerThanTheProgram) {
  const TestDatabase database;
  database.run("INSERT INTO schema_migration (version, name, sha256) VALUES (9999, 'later', '')");
  Connection connection = database.connect();

  EXPECT_EQ(schema_report(connection)->state, SchemaState::kTooNew);
  EXPECT_EQ(migrate(connection).error().kind, ErrorKind::kRefused);
}

TEST(Migrate, NamesAnAppliedMigrationThatWasChanged) {
  const TestDatabase database;
  database.run("UPDATE schema_migration SET sha256 = '\\x00' WHERE version = 1");
  Connection connection = database.connect();

  const auto report = schema_report(connection);

  EXPECT_EQ(report->state, SchemaState::kChanged);
  EXPECT_EQ(report->detail, "0001_frontier");
  EXPECT_EQ(migrate(connection).error().kind, ErrorKind::kRefused);
}

}  // namespace
}  // namespace cabled::db::migrate_test
