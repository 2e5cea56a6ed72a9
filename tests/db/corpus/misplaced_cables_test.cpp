#include "db/corpus/misplaced_cables.h"

#include <gtest/gtest.h>

#include "db/corpus/page_store.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::misplaced_cables_test {
namespace {

using Ids = std::set<std::string>;

class MisplacedCablesTest : public testing::Test {
 protected:
  MisplacedCablesTest() {
    const auto stored = transact(connection_, [](pqxx::work& tx) {
      const std::vector<PageWrite> pages{
          test::cable_page("http://a.example/1", "09LISBN7", "TWIN\n"),
          test::cable_page("http://a.example/2", "09LISBON7", "GOOD\n"),
          test::cable_page("http://a.example/3", "09OSLO7", "OTHER\n")};
      return store_pages(tx, pages, {});
    });
    EXPECT_TRUE(stored.has_value());
  }

  void put_under(const std::string& twin, const std::string& good) {
    database_.run("UPDATE cable SET twin_of = '" + good + "' WHERE id = '" + twin + "'");
  }

  void supersede(const std::string& id) {
    database_.run("UPDATE rendition SET superseded_at = now() WHERE cable_id = '" + id + "'");
  }

  MisplacedCables found() {
    return transact(connection_, [](pqxx::work& tx) { return find_misplaced(tx); }).value();
  }

  std::string places() {
    return database_.table("SELECT id, coalesce(twin_of, '-') FROM cable ORDER BY id");
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(MisplacedCablesTest, NoneIsWhereEveryTextIsPublishedOrStandsUnderOneThatIs) {
  put_under("09LISBN7", "09LISBON7");

  EXPECT_EQ(found().hidden, Ids{});
  EXPECT_EQ(found().outdated, Ids{});
}

TEST_F(MisplacedCablesTest, ACableIsHiddenUnderOneWithoutATextAndUnderOneThatIsNotPublished) {
  put_under("09LISBN7", "09LISBON7");
  supersede("09LISBON7");
  put_under("09LISBON7", "09LISBON7");
  EXPECT_EQ(found().hidden, Ids{"09LISBN7"});

  put_under("09LISBN7", "09LISBN7");
  put_under("09OSLO7", "09LISBN7");
  EXPECT_EQ(found().hidden, (Ids{"09LISBN7", "09OSLO7"}));

  put_under("09OSLO7", "NOWHERE");
  EXPECT_EQ(found().hidden, (Ids{"09LISBN7", "09OSLO7"}));
}

TEST_F(MisplacedCablesTest, ACableIsOutdatedThatIsPublishedWithASupersededText) {
  supersede("09OSLO7");

  EXPECT_EQ(found().outdated, Ids{"09OSLO7"});
  EXPECT_EQ(found().hidden, Ids{});
}

TEST_F(MisplacedCablesTest, ArePutInTheirPlaceAndToldOf) {
  put_under("09LISBN7", "09OSLO7");
  supersede("09OSLO7");
  const std::string told = database_.value("SELECT max(seq) FROM change");

  ASSERT_TRUE(transact(connection_, [](pqxx::work& tx) { put_in_place(tx); }).has_value());

  EXPECT_EQ(places(), "09LISBN7|-\n09LISBON7|-\n09OSLO7|09OSLO7");
  EXPECT_EQ(database_.table("SELECT kind, cable_id FROM change WHERE seq > " + told +
                            " ORDER BY cable_id"),
            "cable|09LISBN7\ncable|09OSLO7");
  EXPECT_EQ(found().hidden, Ids{});
  EXPECT_EQ(found().outdated, Ids{});
}

}  // namespace
}  // namespace cabled::db::misplaced_cables_test
