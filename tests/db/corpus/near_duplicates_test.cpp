#include <gtest/gtest.h>

#include <thread>

#include "db/corpus/page_store.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::near_duplicates_test {
namespace {

using test::cable_page;

PageWrite near_page(const std::string& url, const std::string& id, const std::string& text,
                    std::vector<std::int64_t> bands, std::int64_t fingerprint = 0) {
  PageWrite page = cable_page(url, id, text);
  page.rendition->bands = std::move(bands);
  page.rendition->fingerprint = fingerprint;
  return page;
}

class NearDuplicatesTest : public testing::Test {
 protected:
  void store(const std::vector<PageWrite>& pages) {
    const auto stored =
        transact(connection_, [&](pqxx::work& tx) { return store_pages(tx, pages, {}); });
    ASSERT_TRUE(stored.has_value()) << stored.error().message;
  }

  std::string links() {
    return database_.table(
        "SELECT from_id, kind, to_id FROM cable_link ORDER BY from_id, kind, to_id");
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(NearDuplicatesTest, LinksTextsUnderTwoIdsThatShareABand) {
  store({near_page("http://a.example/1", "09LISBON7", "ONE\n", {1, 2, 3})});
  store({near_page("http://a.example/2", "09LISBON9", "TWO\n", {7, 2, 9})});

  EXPECT_EQ(links(), "09LISBON7|near_duplicate|09LISBON9");
}

TEST_F(NearDuplicatesTest, LinksThemWithinOneBatchToo) {
  store({near_page("http://a.example/2", "09LISBON9", "TWO\n", {5}),
         near_page("http://a.example/1", "09LISBON7", "ONE\n", {5})});

  EXPECT_EQ(links(), "09LISBON7|near_duplicate|09LISBON9");
}

TEST_F(NearDuplicatesTest, LinksATextToAllOfItsBandInTheBatchAndBefore) {
  store({near_page("http://a.example/1", "09LISBON1", "ONE\n", {5, 6}),
         near_page("http://a.example/2", "09LISBON2", "TWO\n", {6, 7})});
  store({near_page("http://a.example/3", "09LISBON3", "THREE\n", {7, 8}),
         near_page("http://a.example/4", "09LISBON4", "FOUR\n", {8}),
         near_page("http://a.example/5", "09LISBON5", "FIVE\n", {9})});

  EXPECT_EQ(links(),
            "09LISBON1|near_duplicate|09LISBON2\n09LISBON2|near_duplicate|09LISBON3\n"
            "09LISBON3|near_duplicate|09LISBON4");
}

TEST_F(NearDuplicatesTest, ABandThatIsFullStillLinksThoseWhoComeTogether) {
  std::vector<PageWrite> crowd;
  for (int i = 100; i < 140; ++i) {
    const std::string n = std::to_string(i);
    // Far from each other and from those who come later.
    crowd.push_back(
        near_page("http://a.example/" + n, "08OSLO" + n, "TEXT " + n, {5},
                  static_cast<std::int64_t>(0x5DEECE66DULL * static_cast<unsigned>(i) << 16U)));
  }
  store(crowd);
  EXPECT_EQ(database_.value("SELECT cardinality(renditions) FROM near_band"), "32");

  store({near_page("http://a.example/1", "09LISBON1", "ONE\n", {5}, -1),
         near_page("http://a.example/2", "09LISBON2", "TWO\n", {5}, -1)});

  EXPECT_EQ(
      database_.value("SELECT count(*) FROM cable_link WHERE from_id = '09LISBON1' AND to_id ="
                      " '09LISBON2'"),
      "1");
  EXPECT_EQ(database_.value("SELECT cardinality(renditions) FROM near_band"), "32");
}

TEST_F(NearDuplicatesTest, DoesNotLinkTextsWhoseFingerprintsAreFarApart) {
  store({near_page("http://a.example/1", "09LISBON7", "ONE\n", {1}, 0x1FFFF),
         near_page("http://a.example/2", "09LISBON9", "TWO\n", {1}, 0)});

  EXPECT_EQ(links(), "");
}

TEST_F(NearDuplicatesTest, TextsOfOneCableAreRenditionsNotLinks) {
  store({near_page("http://a.example/1", "09LISBON7", "ONE\n", {1}),
         near_page("http://a.example/2", "09LISBON7", "TWO\n", {1})});

  EXPECT_EQ(links(), "");
}

TEST_F(NearDuplicatesTest, ACorrectedCopyUnderAnotherIdCorrectsTheOther) {
  PageWrite corrected = near_page("http://a.example/2", "09LISBON6", "TWO\n", {1});
  corrected.rendition->fields = R"({"corrected_copy": true, "tags": []})";
  store({near_page("http://a.example/1", "09LISBON7", "ONE\n", {1}), corrected});

  EXPECT_EQ(links(), "09LISBON6|corrects|09LISBON7\n09LISBON6|near_duplicate|09LISBON7");
}

TEST_F(NearDuplicatesTest, UnitesAMalformedTwinWithTheGoodIdWhicheverCameFirst) {
  for (const bool twin_first : {true, false}) {
    const std::string bad = twin_first ? "09ISBNO7" : "09ISBNO8";
    const std::string good = twin_first ? "09LISBON7" : "09LISBON8";
    const std::int64_t band = twin_first ? 1 : 2;
    PageWrite twin = near_page("http://a.example/" + bad, bad, "ONE " + bad, {band});
    twin.rendition->doubtful_id = true;
    const PageWrite right = near_page("http://a.example/" + good, good, "ONE " + good, {band});
    store({twin_first ? twin : right});
    store({twin_first ? right : twin});

    EXPECT_EQ(database_.value("SELECT twin_of FROM cable WHERE id = '" + bad + "'"), good);
    EXPECT_EQ(database_.value("SELECT twin_of FROM cable WHERE id = '" + good + "'"), "");
  }
}

TEST_F(NearDuplicatesTest, DoesNotUniteIdsSentAtDifferentTimes) {
  PageWrite twin = near_page("http://a.example/1", "09ISBNO7", "ONE\n", {1});
  twin.rendition->doubtful_id = true;
  twin.rendition->sent_at = "2001-01-01T00:00:00Z";
  twin.rendition->fields = R"({"sent_at": "2001-01-01T00:00:00Z", "tags": []})";
  PageWrite good = near_page("http://a.example/2", "09LISBON7", "TWO\n", {1});
  good.rendition->fields = R"({"sent_at": "2009-05-04T12:30:00Z", "tags": []})";
  store({twin, good});

  EXPECT_EQ(database_.value("SELECT count(*) FROM cable WHERE twin_of IS NOT NULL"), "0");
}

TEST_F(NearDuplicatesTest, TwoWritersAtOnceDoNotMissEachOther) {
  const std::vector<PageWrite> first{near_page("http://a.example/1", "09LISBON7", "ONE\n", {4})};
  const std::vector<PageWrite> second{near_page("http://a.example/2", "09LISBON9", "TWO\n", {4})};
  pqxx::connection one(database_.target());
  pqxx::work held(one);
  store_pages(held, first, {});

  std::jthread other([&] { store(second); });
  while (database_.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                         " AND datname = current_database()") != "1") {
    std::this_thread::yield();
  }
  held.commit();
  other.join();

  EXPECT_EQ(links(), "09LISBON7|near_duplicate|09LISBON9");
}

}  // namespace
}  // namespace cabled::db::near_duplicates_test
