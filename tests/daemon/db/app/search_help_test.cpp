#include "daemon/app/search_help.h"

#include <gtest/gtest.h>

#include "db/corpus/page_store.h"
#include "db/query/cable_lists.h"
#include "db/query/corpus_totals.h"
#include "parsers/query/search_query_text.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::search_help_test {
namespace {

using test::cable_page;

class SearchHelpTest : public testing::Test {
 protected:
  SearchHelpTest() {
    db::PageWrite other = cable_page("http://a.example/2", "09LISBON70", "Negotiations on tuna.\n");
    other.rendition->sent_at = "2009-06-04T00:00:00Z";
    other.rendition->links = {{"reference", "09LISBON7"}, {"reference", "09OSLO1"}};
    const std::vector<db::PageWrite> pages{
        cable_page("http://a.example/1", "09LISBON7", "The ferries sail.\n"), other};
    EXPECT_TRUE(db::transact(connection_, [&](pqxx::work& tx) {
                  return db::store_pages(tx, pages, {});
                }).has_value());
  }

  template <typename Work>
  auto ask(Work work) {
    auto result = db::transact(connection_, work);
    EXPECT_TRUE(result.has_value()) << result.error().message;
    return std::move(*result);
  }

  SearchHelp help(const std::string& query) {
    const SearchQuery asked = read_search_query(query).value();
    return ask([&](pqxx::work& tx) { return search_help(tx, asked); });
  }

  test::TestDatabase database_;
  db::Connection connection_ = database_.connect();
};

TEST_F(SearchHelpTest, NamesTheFilterThatEmptiesTheResult) {
  const SearchHelp found = help("ferry station:lisbon before:2008");

  ASSERT_EQ(found.loosened.size(), 1U);
  EXPECT_EQ(found.loosened[0].key, "to");
  EXPECT_EQ(found.loosened[0].total.cables, 1);
  EXPECT_EQ(query_text(found.loosened[0].without), "ferry station:LISBON");
  EXPECT_TRUE(found.unknown.empty());
}

TEST_F(SearchHelpTest, NamesIdsThatAreNear) {
  EXPECT_EQ(help("id:09LISBON71").near_ids, (std::vector<std::string>{"09LISBON7", "09LISBON70"}));
  EXPECT_EQ(help("08 lisbon 7").near_ids, std::vector<std::string>{"09LISBON7"});
}

TEST_F(SearchHelpTest, NamesWordsThatAreNear) {
  const SearchHelp found = help("negociations");

  EXPECT_EQ(found.unknown, std::vector<std::string>{"negociations"});
  ASSERT_EQ(found.spellings.size(), 1U);
  EXPECT_EQ(found.spellings[0].better, "negotiations");
  EXPECT_EQ(query_text(found.spellings[0].with), "negotiations");
  EXPECT_TRUE(help("xqzjvwk").spellings.empty());
}

// The index has stems alone, and "governent" has the same.
TEST_F(SearchHelpTest, OffersOneOfTheWordsWithOneStemTheLongest) {
  database_.run(
      "UPDATE cable SET search = to_tsvector('english', 'government') WHERE id = '09LISBON7'");

  const SearchHelp found = help("goverment");

  ASSERT_EQ(found.spellings.size(), 1U);
  EXPECT_EQ(found.spellings[0].better, "government");
}

TEST_F(SearchHelpTest, TellsWhenTheCablesAroundASpanOfTimeWereSent) {
  const auto around = [&](const char* from, const char* to) {
    return ask([&](pqxx::work& tx) { return db::times_around(tx, from, to); });
  };

  EXPECT_EQ(around("2009-07-01", "2009-08-01").before, "2009-06-04T00:00:00Z");
  EXPECT_EQ(around("2009-07-01", "2009-08-01").after, std::nullopt);
  EXPECT_EQ(around("2009-05-01", "2009-06-04").after, "2009-06-04T00:00:00Z");
}

TEST_F(SearchHelpTest, ListsNeighboursCitingAndNewestCables) {
  const auto sides = ask([](pqxx::work& tx) { return db::neighbours(tx, "09LISBON7"); });
  EXPECT_FALSE(sides.previous.has_value());
  ASSERT_TRUE(sides.next.has_value());
  EXPECT_EQ(sides.next->id, "09LISBON70");
  for (const char* cited : {"09LISBON7", "09OSLO1"}) {
    const auto citing = ask([&](pqxx::work& tx) { return db::citing_cables(tx, cited, 10); });
    ASSERT_EQ(citing.size(), 1U) << cited;
    EXPECT_EQ(citing[0].id, "09LISBON70");
  }
  EXPECT_EQ(ask([](pqxx::work& tx) { return db::newest_cables(tx, 10); }).size(), 2U);
}

TEST_F(SearchHelpTest, TotalsLeaveOutTwins) {
  const auto count = [&] {
    return db::transact(connection_, [](pqxx::work& tx) { return db::corpus_totals(tx); });
  };

  const auto before = count();
  ASSERT_TRUE(before.has_value());
  EXPECT_EQ(before->cables, 2);
  EXPECT_EQ(before->copies, 2);
  EXPECT_EQ(before->sites.size(), 1U);
  ASSERT_EQ(before->years.size(), 1U);
  EXPECT_EQ(before->years[0].name, "2009");
  database_.run("UPDATE cable SET twin_of = '09LISBON7' WHERE id = '09LISBON70'");
  EXPECT_EQ(count()->cables, 1);
}

}  // namespace
}  // namespace cabled::search_help_test
