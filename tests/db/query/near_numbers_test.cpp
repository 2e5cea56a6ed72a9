#include "db/query/near_numbers.h"

#include <gtest/gtest.h>

#include "db/corpus/page_store.h"
#include "db/sql/connection.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::near_numbers_test {
namespace {

using Ids = std::vector<std::string>;

class NearNumbers : public testing::Test {
 protected:
  void store(const Ids& ids) {
    std::vector<PageWrite> pages;
    for (const std::string& id : ids) {
      pages.push_back(test::cable_page("http://a.example/" + id, id, "Of " + id + ".\n"));
    }
    ASSERT_TRUE(transact(connection_, [&](pqxx::work& tx) { return store_pages(tx, pages, {}); }));
  }

  Ids near(const std::string& id, int most = 6) {
    const CableId asked = CableId::parse(id).value();
    return transact(connection_, [&](pqxx::work& tx) { return near_numbers(tx, asked, most); })
        .value();
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(NearNumbers, TheNearestComeFirstOfTheSameStationAndYear) {
  store({"09LISBON7", "09LISBON10", "09LISBON12", "09LISBON60", "08LISBON9", "09OSLO9"});

  EXPECT_EQ(near("09LISBON9"), (Ids{"09LISBON10", "09LISBON7", "09LISBON12", "09LISBON60"}));
  EXPECT_EQ(near("09LISBON9", 2), (Ids{"09LISBON10", "09LISBON7"}));
  EXPECT_EQ(near("09LISBON11"), (Ids{"09LISBON10", "09LISBON12", "09LISBON7", "09LISBON60"}));
}

TEST_F(NearNumbers, WhereNoneIsCloseTheNearestOfTheYearAreOffered) {
  store(
      {"09LISBON500", "09LISBON9000", "08LISBON1900", "09OSLO1900", "75LISBON-A50", "75LISBON300"});

  EXPECT_EQ(near("09LISBON4000"), (Ids{"09LISBON500", "09LISBON9000"}));
  EXPECT_EQ(near("75LISBON-A900"), Ids{"75LISBON-A50"});
  EXPECT_EQ(near("75LISBON900"), Ids{"75LISBON300"});
  EXPECT_TRUE(near("10LISBON4").empty());
}

}  // namespace
}  // namespace cabled::db::near_numbers_test
