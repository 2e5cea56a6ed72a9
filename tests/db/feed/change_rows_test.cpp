#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "db/corpus/page_store.h"
#include "db/feed/change_reader.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::change_rows_test {
namespace {

using test::cable_page;

/// A row of the outbox holds all changes of a cable in a transaction; readers see changes.
class ChangeRows : public testing::Test {
 protected:
  void store(const std::vector<PageWrite>& pages) {
    const auto stored =
        transact(connection_, [&](pqxx::work& tx) { return store_pages(tx, pages, {}); });
    ASSERT_TRUE(stored.has_value()) << stored.error().message;
  }
  void store(const std::string& id) {
    store(std::vector{cable_page("http://a.example/" + id, id, "TEXT " + id)});
  }

  std::string read(const ChangeCursor& after, int limit = 1000) {
    std::string told;
    const auto done = transact(connection_, [&](pqxx::work& tx) {
      for (const Change& change : changes_after(tx, after, limit)) {
        told += change.kind + ' ' + change.cable_id + '\n';
        last_ = change.cursor;
      }
    });
    EXPECT_TRUE(done.has_value()) << done.error().message;
    return told;
  }

  Result<ChangeCursor> check(const ChangeCursor& cursor) {
    return transact(connection_, [&](pqxx::work& tx) { return check_cursor(tx, cursor); }).value();
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
  ChangeCursor last_;
};

TEST_F(ChangeRows, EachChangeOfARowHasAPlaceOfItsOwn) {
  store("09LISBON7");
  ASSERT_EQ(database_.value("SELECT count(*) FROM change"), "1");

  std::string one_by_one;
  for (std::string told = read({}, 1); !told.empty(); told = read(last_, 1)) {
    EXPECT_EQ(std::ranges::count(told, '\n'), 1) << told;
    EXPECT_TRUE(check(last_).has_value()) << last_.text();
    one_by_one += told;
  }

  EXPECT_EQ(one_by_one, read({}));
}

TEST_F(ChangeRows, KnowsNoPlaceBeforeTheFirstChangeOfARow) {
  store("09LISBON7");
  read({}, 1);
  ChangeCursor before = last_;
  --before.seq;

  EXPECT_FALSE(check(before).has_value());
}

TEST_F(ChangeRows, CountsWhatIsBehindByChangesAndNotByRows) {
  store("09LISBON7");
  store("09LISBON8");
  read({}, 2);

  const auto behind = [&](std::int64_t limit) {
    return transact(connection_, [&](pqxx::work& tx) { return changes_behind(tx, last_, limit); })
        .value();
  };

  EXPECT_EQ(behind(100), 4);
  EXPECT_EQ(behind(3), 3);
}

TEST_F(ChangeRows, ACrowdOfChangesOfOneCableTakesSeveralRows) {
  std::vector<PageWrite> pages;
  for (int i = 0; i < 100; ++i) {
    pages.push_back(
        cable_page("http://a.example/" + std::to_string(100 + i), "09LISBON7", "ONE TEXT\n"));
  }
  store(pages);

  EXPECT_EQ(database_.table("SELECT lines FROM change ORDER BY seq"), "64\n38");
  const std::string told = read({}, 1000);
  EXPECT_EQ(std::ranges::count(told, '\n'), 102);
  const std::string first = read({}, 70);
  EXPECT_EQ(first + read(last_, 70), told);
}

TEST_F(ChangeRows, TextsOfAnyUrlAreToldUnharmed) {
  const std::string url = "http://a.example/\"quoted\"\\back\tslash/\u00e9";
  store({cable_page(url, "09LISBON7", "TEXT\n")});

  const auto changes =
      transact(connection_, [&](pqxx::work& tx) { return changes_after(tx, {}, 9); });

  ASSERT_EQ(changes->size(), 3U);
  EXPECT_EQ(changes->back().url, url);
}

}  // namespace
}  // namespace cabled::db::change_rows_test
