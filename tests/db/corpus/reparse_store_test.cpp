#include "db/corpus/reparse_store.h"

#include <gtest/gtest.h>

#include "db/corpus/page_store.h"
#include "db/sql/connection.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::reparse_store_test {
namespace {

using test::cable_page;
using test::rejected_page;

class ReparseStore : public testing::Test {
 protected:
  void store(std::vector<PageWrite> pages) {
    const auto stored =
        transact(connection_, [&](pqxx::work& tx) { return store_pages(tx, pages, {}); });
    ASSERT_TRUE(stored.has_value()) << stored.error().message;
  }

  ReparseRun begin() {
    return transact(connection_, [](pqxx::work& tx) { return begin_reparse(tx, "all", 2); })
        .value();
  }

  // Stores what the page that stands at the reading's URL is read as now.
  void read_as(const PageWrite& today) {
    Rereading reading;
    reading.capture_id = std::stoll(
        database_.value("SELECT id FROM capture WHERE url = '" + today.capture->url.str() + "'"));
    reading.change = Rereading::Change::kOther;
    reading.write = &today;
    ReparseRun run = begin();
    const std::int64_t at = run.last_capture_id;
    run.last_capture_id += 1;
    run.summary = "{}";
    const auto stored = transact(connection_, [&](pqxx::work& tx) {
      return store_rereadings(tx, run, at, std::vector<Rereading>{reading});
    });
    ASSERT_TRUE(stored.has_value()) << stored.error().message;
    EXPECT_TRUE(*stored);
  }

  std::string places() {
    return database_.table("SELECT id, coalesce(twin_of, '-') FROM cable ORDER BY id");
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(ReparseStore, GoesOnWithTheUnfinishedRunOfASelectionAndBeginsAnotherAfterItsEnd) {
  const ReparseRun first = begin();
  EXPECT_EQ(begin().id, first.id);

  const auto finished = transact(connection_, [&](pqxx::work& tx) { finish_reparse(tx, first); });
  ASSERT_TRUE(finished.has_value());

  EXPECT_NE(begin().id, first.id);
}

TEST_F(ReparseStore, WritesNothingWhenAnotherProcessHasMovedTheRun) {
  store({cable_page("http://a.example/1", "09LISBON7", "TEXT\n")});
  ReparseRun run = begin();
  run.last_capture_id = 1;
  run.summary = "{}";
  const PageWrite today = rejected_page("http://a.example/1", "captcha");
  Rereading reading;
  reading.capture_id = std::stoll(database_.value("SELECT id FROM capture"));
  reading.change = Rereading::Change::kOther;
  reading.write = &today;

  const auto stored = transact(connection_, [&](pqxx::work& tx) {
    return store_rereadings(tx, run, 77, std::vector<Rereading>{reading});
  });

  EXPECT_FALSE(stored.value());
  EXPECT_EQ(database_.value("SELECT outcome FROM capture"), "cable");
}

TEST_F(ReparseStore, PublishesACableUnderTheOneThatGotItsLastText) {
  store({cable_page("http://a.example/1", "09LISBIN7", "TEXT\n")});

  read_as(cable_page("http://a.example/1", "09LISBON7", "TEXT\n"));

  EXPECT_EQ(places(), "09LISBIN7|09LISBON7\n09LISBON7|-");
}

TEST_F(ReparseStore, TakesAlongWhatWasPublishedUnderACableThatMoves) {
  store({cable_page("http://a.example/1", "09LISBIN7", "TEXT\n")});
  read_as(cable_page("http://a.example/1", "09LISBAN7", "TEXT\n"));

  read_as(cable_page("http://a.example/1", "09LISBON7", "TEXT\n"));

  EXPECT_EQ(places(), "09LISBAN7|09LISBON7\n09LISBIN7|09LISBON7\n09LISBON7|-");
}

TEST_F(ReparseStore, GivesACableItsOwnPlaceBackWhenItsTextComesBack) {
  store({cable_page("http://a.example/1", "09LISBIN7", "TEXT\n")});
  read_as(cable_page("http://a.example/1", "09LISBON7", "TEXT\n"));

  read_as(cable_page("http://a.example/1", "09LISBIN7", "TEXT\n"));

  EXPECT_EQ(places(), "09LISBIN7|-\n09LISBON7|09LISBIN7");
}

TEST_F(ReparseStore, KeepsACableWhoseTextAnotherPageStillGives) {
  store({cable_page("http://a.example/1", "09LISBON7", "TEXT\n"),
         cable_page("http://b.example/1", "09LISBON7", "TEXT\n")});

  read_as(rejected_page("http://a.example/1", "captcha"));

  EXPECT_EQ(places(), "09LISBON7|-");
  EXPECT_EQ(database_.value("SELECT count(*) FROM sighting WHERE superseded_at IS NULL"), "1");
}

TEST_F(ReparseStore, PublishesACableNoMoreThatNoPageGives) {
  store({cable_page("http://a.example/1", "09LISBON7", "TEXT\n")});

  read_as(rejected_page("http://a.example/1", "captcha"));

  EXPECT_EQ(places(), "09LISBON7|09LISBON7");
  EXPECT_EQ(database_.value("SELECT reason FROM rejection"), "captcha");
}

TEST_F(ReparseStore, RevivesACableThatAnyPageGivesAgain) {
  store({cable_page("http://a.example/1", "09LISBON7", "TEXT\n")});
  read_as(rejected_page("http://a.example/1", "captcha"));

  store({cable_page("http://b.example/1", "09LISBON7", "TEXT\n")});

  EXPECT_EQ(places(), "09LISBON7|-");
  EXPECT_EQ(database_.value("SELECT superseded_at IS NULL FROM rendition"), "t");
}

}  // namespace
}  // namespace cabled::db::reparse_store_test
