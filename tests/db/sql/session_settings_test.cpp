#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "db/corpus/page_store.h"
#include "db/feed/feed_target.h"
#include "db/frontier/frontier.h"
#include "db/sql/array_parameter.h"
#include "db/sql/connection.h"
#include "db/sql/execute.h"
#include "tests/support/sample_rows.h"
#include "tests/support/scoped_environment.h"
#include "tests/support/test_database.h"

namespace cabled::db::session_settings_test {
namespace {

using test::cable_page;
using test::TestDatabase;

struct Setting {
  const char* name;
  const char* foreign;  ///< what somebody else has set
  const char* pinned;   ///< what statements see all the same
};

const std::vector<Setting> kSettings{
    {"transaction_isolation", "repeatable read", "read committed"},
    {"transaction_read_only", "on", "off"},
    {"client_encoding", "LATIN1", "UTF8"},
    {"search_path", "pg_catalog", "public, pg_temp"},
    {"array_nulls", "off", "on"},
    {"standard_conforming_strings", "off", "on"},
    {"DateStyle", "German", "ISO, MDY"},
    {"TimeZone", "Asia/Tokyo", "UTC"},
    {"extra_float_digits", "-10", "1"},
};

/// What a session is begun with: those of the transaction itself have their default elsewhere.
std::string session_name(const Setting& setting) {
  const std::string name = setting.name;
  return name.starts_with("transaction_") ? "default_" + name : name;
}

class SessionSettings : public testing::Test {
 protected:
  void change_all(const std::string& whose) const {
    std::string statements;  // of one session, as the next one may not write any more
    for (const Setting& setting : kSettings) {
      statements +=
          "ALTER " + whose + " SET " + session_name(setting) + " = '" + setting.foreign + "';";
    }
    database_.run(statements);
  }

  std::string database_name() const {
    const std::string from = "dbname=";
    const std::size_t begin = database_.target().find(from) + from.size();
    return database_.target().substr(begin, database_.target().find(' ', begin) - begin);
  }

  void expect_all_pinned() const {
    Connection connection = database_.connect();
    for (const Setting& setting : kSettings) {
      const auto shown = transact(connection, [&](pqxx::work& tx) {
        return execute_one(tx, std::string("SHOW ") + setting.name)[0].as<std::string>();
      });
      ASSERT_TRUE(shown.has_value()) << shown.error().message;
      EXPECT_EQ(*shown, setting.pinned) << setting.name;
    }
  }

  std::vector<Stored> store(const std::vector<PageWrite>& pages) const {
    Connection connection = database_.connect();
    auto stored = transact(connection, [&](pqxx::work& tx) { return store_pages(tx, pages, {}); });
    EXPECT_TRUE(stored.has_value()) << stored.error().message;
    return test::what_became(stored.value_or(std::vector<StoredPage>{}));
  }

  TestDatabase database_;
};

TEST_F(SessionSettings, OfADatabaseDoNotReachOurStatements) {
  change_all("DATABASE " + database_name());

  expect_all_pinned();
}

TEST_F(SessionSettings, OfARoleDoNotReachOurStatements) {
  change_all("ROLE cabled IN DATABASE " + database_name());

  expect_all_pinned();
}

TEST_F(SessionSettings, OfTheEnvironmentDoNotReachOurStatements) {
  std::string options;
  for (const Setting& setting : kSettings) {
    if (setting.name == std::string("transaction_isolation")) {
      options += " -c default_transaction_isolation=repeatable\\ read";
    } else {
      options += " -c " + session_name(setting) + "=" + setting.foreign;
    }
  }
  const ScopedEnvironment all("PGOPTIONS", options);
  const ScopedEnvironment encoding("PGCLIENTENCODING", "LATIN1");
  const ScopedEnvironment zone("PGTZ", "Asia/Tokyo");
  const ScopedEnvironment dates("PGDATESTYLE", "German");

  expect_all_pinned();
}

TEST_F(SessionSettings, OfOneTransactionEndWithIt) {
  Connection connection = database_.connect();
  static_cast<void>(transact(connection, [](pqxx::work& tx) {
    tx.exec("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    tx.exec("SET search_path = pg_catalog");
  }));

  EXPECT_EQ(transact(connection,
                     [](pqxx::work& tx) {
                       return execute_one(tx, "SHOW transaction_isolation")[0].as<std::string>() +
                              " " + execute_one(tx, "SHOW search_path")[0].as<std::string>();
                     })
                .value(),
            "read committed public, pg_temp");
}

TEST_F(SessionSettings, EndATransactionThatIsIdleUnlessSomebodySaysOtherwise) {
  const auto limit = [&] {
    Connection connection = database_.connect();
    return transact(connection,
                    [](pqxx::work& tx) {
                      return execute_one(tx, "SHOW idle_in_transaction_session_timeout")[0]
                          .as<std::string>();
                    })
        .value();
  };
  EXPECT_EQ(limit(), "5min");

  database_.run("ALTER DATABASE " + database_name() +
                " SET idle_in_transaction_session_timeout = '7s'");
  EXPECT_EQ(limit(), "7s");
}

TEST_F(SessionSettings, LeaveAStatementTheSnapshotThatItAsksFor) {
  Connection connection = database_.connect();

  EXPECT_EQ(transact(connection,
                     [](pqxx::work& tx) {
                       tx.exec("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
                       return execute_one(tx, "SHOW transaction_isolation")[0].as<std::string>();
                     })
                .value(),
            "repeatable read");
}

// The second of two writers waits for the first and must then see what that one has stored.
TEST_F(SessionSettings, LetTheSecondOfTwoWritersSeeWhatTheFirstStored) {
  database_.run("ALTER DATABASE " + database_name() +
                " SET default_transaction_isolation = 'repeatable read'");
  Connection first = database_.connect();
  Connection second = database_.connect();
  const std::vector<PageWrite> before{cable_page("http://a.example/1", "09LISBON7", "SHORT\n", 5)};
  const std::vector<PageWrite> after{cable_page("http://a.example/2", "09LISBON7", "LONGER\n", 9)};
  store({cable_page("http://a.example/0", "09LISBON7", "FIRST\n", 1)});

  Result<std::vector<StoredPage>> late;
  std::jthread thread;
  const auto done = transact(first, [&](pqxx::work& tx) {
    store_pages(tx, before, {});
    thread = std::jthread([&] {
      late = transact(second, [&](pqxx::work& other) { return store_pages(other, after, {}); });
    });
    while (database_.value("SELECT count(*) FROM pg_locks WHERE NOT granted") == "0") {
      std::this_thread::yield();
    }
  });
  thread.join();

  ASSERT_TRUE(done.has_value()) << done.error().message;
  ASSERT_TRUE(late.has_value()) << late.error().message;
  EXPECT_EQ(database_.value("SELECT r.text FROM cable c JOIN rendition r ON r.cable_id = c.id"
                            " AND r.content_key = c.best_key"),
            "LONGER\n");
}

TEST_F(SessionSettings, KeepLettersThatAnotherEncodingWouldTurnIntoOthers) {
  database_.run("ALTER DATABASE " + database_name() + " SET client_encoding = 'LATIN1'");
  const ScopedEnvironment encoding("PGCLIENTENCODING", "LATIN1");

  store({cable_page("http://a.example/1", "09LISBON7", "S\u00c3O JO\u00c3O \u2014 \u20ac\n")});

  EXPECT_EQ(database_.value("SELECT encode(convert_to(text, 'UTF8'), 'hex') FROM rendition"),
            "53c3834f204a4fc3834f20e2809420e282ac0a");
}

TEST_F(SessionSettings, KeepAbsentValuesAbsent) {
  database_.run("ALTER DATABASE " + database_name() + " SET array_nulls = off");
  PageWrite page = cable_page("http://a.example/1", "09LISBON7", "TEXT\n");
  page.rendition->subject = std::nullopt;
  page.rendition->station = std::nullopt;

  store({page});

  EXPECT_EQ(database_.value("SELECT station IS NULL AND subject IS NULL FROM cable"), "t");
}

TEST_F(SessionSettings, FindTheCorpusWhereADownstreamLiesBesideIt) {
  Connection connection = database_.connect();
  ASSERT_TRUE(transact(connection, create_feed_schema).has_value());

  // The role's name is the schema's, which "$user" stands for.
  EXPECT_EQ(store({cable_page("http://a.example/1", "09LISBON7", "TEXT\n")}),
            std::vector<Stored>{Stored::kNewCable});
  EXPECT_EQ(database_.value("SELECT count(*) FROM public.cable"), "1");
  EXPECT_EQ(database_.value("SELECT count(*) FROM cabled.cable"), "0");
}

TEST_F(SessionSettings, StoreWhereReadingIsTheDefault) {
  database_.run("ALTER DATABASE " + database_name() + " SET default_transaction_read_only = on");

  EXPECT_EQ(store({cable_page("http://a.example/1", "09LISBON7", "TEXT\n")}),
            std::vector<Stored>{Stored::kNewCable});
}

/// In the order of a language "a" comes before "B"; in the order of bytes after it.
class OrderOfALanguage : public testing::Test {
 protected:
  TestDatabase database_{TestDatabase::Schema::kOrderedAsEnglish};
  Connection connection_ = database_.connect();
};

TEST_F(OrderOfALanguage, DoesNotDecideWhichPageBroughtAText) {
  const std::vector<PageWrite> pages{cable_page("http://a.example/a", "09LISBON7", "TEXT\n"),
                                     cable_page("http://a.example/B", "09LISBON7", "TEXT\n")};

  const auto stored =
      transact(connection_, [&](pqxx::work& tx) { return store_pages(tx, pages, {}); });

  ASSERT_TRUE(stored.has_value()) << stored.error().message;
  EXPECT_EQ(database_.value("SELECT first_url FROM rendition"), "http://a.example/B");
  EXPECT_EQ(test::what_became(*stored), (std::vector<Stored>{Stored::kKnown, Stored::kNewCable}));
}

TEST_F(OrderOfALanguage, DoesNotDecideWhichUrlOfAStoryIsFetched) {
  std::vector<NewUrl> urls{test::page_url("/a"), test::page_url("/B")};
  for (NewUrl& url : urls) url.story = "one story";

  const auto added = transact(connection_, [&](pqxx::work& tx) { return add_urls(tx, urls); });

  ASSERT_TRUE(added.has_value()) << added.error().message;
  EXPECT_EQ(database_.value("SELECT url FROM url WHERE verdict = 'pending'"), "http://a.example/B");
}

}  // namespace
}  // namespace cabled::db::session_settings_test
