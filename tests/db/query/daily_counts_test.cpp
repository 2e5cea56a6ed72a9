#include "db/query/daily_counts.h"

#include <gtest/gtest.h>

#include <numeric>

#include "db/corpus/page_store.h"
#include "db/frontier/frontier.h"
#include "db/frontier/sources.h"
#include "db/sql/connection.h"
#include "db/sql/role_grants.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::daily_counts_test {
namespace {

using test::cable_page;
using test::page_url;
using test::rejected_page;

class DailyCountsTest : public testing::Test {
 protected:
  template <typename Work>
  auto ask(Work work) {
    auto result = transact(connection_, work);
    EXPECT_TRUE(result.has_value()) << result.error().message;
    return std::move(*result);
  }

  // A page of each source today, one of them with a cable, and an old one.
  void store_pages_of_two_sources() {
    ids_ = ask([](pqxx::work& tx) {
      return ensure_sources(tx, std::vector<std::string>{"north", "south"});
    });
    PageWrite north = cable_page("http://a.example/1", "09LISBON7", "TEXT\n");
    PageWrite south = rejected_page("http://b.example/1", "no telegram");
    PageWrite old = rejected_page("http://b.example/2", "no telegram");
    north.capture->source_id = ids_.at("north").id;
    south.capture->source_id = old.capture->source_id = ids_.at("south").id;
    ask([&](pqxx::work& tx) { return store_pages(tx, std::vector{north, south, old}, {}); });
    database_.run("UPDATE capture SET fetched_at = now() WHERE url NOT LIKE '%/2'");
  }

  DailyHistory history(std::optional<int> source = std::nullopt) {
    return ask([&](pqxx::work& tx) { return daily_history(tx, source); });
  }

  std::map<std::string, SourceRow> ids_;
  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(DailyCountsTest, CountPagesAndCablesBySourceAndDay) {
  store_pages_of_two_sources();

  const DailyHistory found = history();

  ASSERT_EQ(found.days.size(), 30U);
  EXPECT_EQ(found.days.back(),
            database_.value("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD')"));
  ASSERT_EQ(found.pages.size(), 2U);
  EXPECT_EQ(found.pages[0].counts.back(), 1);
  EXPECT_EQ(found.pages[1].counts.back(), 1) << "the old page is none of these days";
  EXPECT_EQ(found.cables[0].name, "north");
  EXPECT_EQ(found.cables[0].counts.back(), 1);
  EXPECT_EQ(found.cables[1].counts.back(), 0);
}

TEST_F(DailyCountsTest, OfOneSourceAreItsOwnAlone) {
  store_pages_of_two_sources();

  const DailyHistory found = history(ids_.at("south").id);

  ASSERT_EQ(found.pages.size(), 1U);
  EXPECT_EQ(found.pages[0].name, "south");
}

TEST_F(DailyCountsTest, CountFailuresByReason) {
  ask([](pqxx::work& tx) {
    return add_urls(tx, std::vector{page_url("/1"), page_url("/2"), page_url("/3")});
  });
  database_.run(
      "UPDATE url SET verdict = 'failed', reason = 'dns', fetched_at = now()"
      " WHERE url NOT LIKE '%/3'");
  database_.run(
      "UPDATE url SET verdict = 'refused', reason = 'robots', fetched_at = now()"
      " WHERE url LIKE '%/3'");

  const DailyHistory found = history();

  ASSERT_EQ(found.failures.size(), 1U);
  EXPECT_EQ(found.failures[0].name, "dns");
  EXPECT_EQ(found.failures[0].counts.back(), 2);
}

TEST_F(DailyCountsTest, APageOfTomorrowIsOfToday) {
  store_pages_of_two_sources();
  database_.run("UPDATE capture SET fetched_at = now() + interval '2 days' WHERE url LIKE '%/1'");

  EXPECT_EQ(history().pages.at(0).counts.back(), 1);
}

TEST_F(DailyCountsTest, OfNothingHaveDaysAlone) {
  const DailyHistory found = history();

  EXPECT_EQ(found.days.size(), 30U);
  EXPECT_TRUE(found.pages.empty() && found.cables.empty() && found.failures.empty());
}

}  // namespace
}  // namespace cabled::db::daily_counts_test
