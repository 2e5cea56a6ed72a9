#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/db/feed/change_reading.h"

namespace cabled::db::change_rows_test {
namespace {

using test::cable_page;

/// A row of the outbox holds all changes of a cable in a transaction; readers see changes.
using ChangeRows = ChangeReading;

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
