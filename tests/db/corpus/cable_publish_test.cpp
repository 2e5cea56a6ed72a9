#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "db/corpus/page_store.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::cable_publish_test {
namespace {

PageWrite page_with(const std::string& url, const std::string& text, const std::string& fields,
                    int completeness) {
  PageWrite page = test::cable_page(url, "09LISBON7", text, completeness);
  page.rendition->fields = fields;
  return page;
}

class CablePublish : public testing::Test {
 protected:
  void store(const std::vector<PageWrite>& pages) {
    const auto stored =
        transact(connection_, [&](pqxx::work& tx) { return store_pages(tx, pages, {}); });
    ASSERT_TRUE(stored.has_value()) << stored.error().message;
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(CablePublish, TakesAFieldThatTheBestTextLacksFromTheNextAndSaysSo) {
  const PageWrite whole =
      page_with("http://a.example/1", "WHOLE\n",
                R"({"subject": null, "tags": [], "from": "AMEMBASSY LISBON"})", 9);
  const PageWrite other = page_with("http://b.example/1", "OTHER\n",
                                    R"({"subject": "HARBOUR", "tags": ["PREL"], "from": "X"})", 5);

  store({whole});
  store({other});

  EXPECT_EQ(database_.table("SELECT subject, tags, fields ->> 'from' FROM cable"),
            "HARBOUR|{PREL}|AMEMBASSY LISBON");
  EXPECT_EQ(database_.table("SELECT key, value = encode(r.content_key, 'hex') FROM cable c"
                            " JOIN rendition r ON r.text = 'OTHER' || chr(10),"
                            " jsonb_each_text(c.field_sources) ORDER BY key"),
            "subject|t\ntags|t");
}

TEST_F(CablePublish, DoesNotTakeWhatTellsOfAnotherText) {
  store({page_with("http://a.example/1", "WHOLE\n", R"({"warnings": [], "tags": []})", 9),
         page_with("http://b.example/1", "OTHER\n", R"({"warnings": ["odd"], "tags": []})", 5)});

  EXPECT_EQ(database_.value("SELECT fields -> 'warnings' FROM cable"), "[]");
}

TEST_F(CablePublish, GivesTheSameWhateverTheOrderOfArrival) {
  std::vector<PageWrite> pages{
      page_with("http://a.example/1", "A\n", R"({"subject": "ONE", "tags": [], "n": null})", 5),
      page_with("http://b.example/1", "B\n", R"({"subject": null, "tags": ["PREL"], "n": 1})", 5),
      page_with("http://c.example/1", "C\n", R"({"subject": null, "tags": [], "n": 2})", 7)};
  std::vector<std::size_t> order{0, 1, 2};
  std::set<std::string> outcomes;
  do {
    database_.run("TRUNCATE cable, rendition, sighting, cable_link, near_band, capture CASCADE");
    for (const std::size_t i : order) store({pages[i]});
    outcomes.insert(
        database_.table("SELECT fields, field_sources, encode(best_key, 'hex') FROM cable"));
  } while (std::ranges::next_permutation(order).found);

  EXPECT_EQ(outcomes.size(), 1U);
}

TEST_F(CablePublish, PutsSectionsTogetherThatWerePublishedApart) {
  store({page_with("http://a.example/1", "HEADER\nPART ONE\n",
                   R"({"section": 1, "sections": 3, "tags": []})", 9)});
  store({page_with("http://a.example/3", "PART THREE\n",
                   R"({"section": 3, "sections": 3, "tags": []})", 2)});
  EXPECT_EQ(database_.value("SELECT assembled FROM cable"), "");

  store({page_with("http://a.example/2", "PART TWO\n",
                   R"({"section": 2, "sections": 3, "tags": []})", 3)});

  EXPECT_EQ(database_.value("SELECT assembled FROM cable"),
            "HEADER\nPART ONE\nPART TWO\nPART THREE\n");
}

TEST_F(CablePublish, DoesNotPutTogetherWhatOneTextHoldsWhole) {
  store({page_with("http://a.example/1", "HEADER\nPART ONE\nPART  TWO\n",
                   R"({"section": 1, "sections": 2, "tags": []})", 9),
         page_with("http://a.example/2", "PART TWO\n",
                   R"({"section": 2, "sections": 2, "tags": []})", 3)});

  EXPECT_EQ(database_.value("SELECT assembled FROM cable"), "");
}

}  // namespace
}  // namespace cabled::db::cable_publish_test
