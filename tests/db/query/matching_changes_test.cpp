#include "db/query/matching_changes.h"

#include <gtest/gtest.h>

#include <utility>

#include "db/corpus/page_store.h"
#include "db/feed/feed_rows.h"
#include "db/sql/connection.h"
#include "tests/support/imported_corpus.h"

namespace cabled::db::matching_changes_test {
namespace {

using test::cable_page;

SearchQuery words(const std::string& word) {
  SearchQuery query;
  query.alternatives = {{{SearchTerm::Kind::kWord, word, false}}};
  return query;
}

SearchQuery stations(std::vector<std::string> names) {
  SearchQuery query;
  query.filter.stations = std::move(names);
  return query;
}

class MatchingChanges : public testing::Test {
 protected:
  void SetUp() override {
    PageWrite oslo = cable_page("http://a.example/1", "09OSLO1", "The ferry is late.\n");
    oslo.rendition->station = "OSLO";
    corpus_.store({oslo, cable_page("http://a.example/2", "09LISBON7", "The harbour is shut.\n")});
  }

  // The kinds and cables of the changes that match, in order.
  std::string told(const SearchQuery& query,
                   const ChangeCursor& after = ChangeCursor::parse("0").value()) {
    return test::value_or_fail(transact(corpus_.connection_, [&](pqxx::work& tx) {
      std::string all;
      const ChangeCursor start = check_cursor(tx, after).value();
      for (const Change& change : matching_changes(tx, query, changes_after(tx, start, 100))) {
        all += change.kind + (change.gone ? " gone " : " ") + change.cable_id + '\n';
      }
      return all;
    }));
  }

  test::ImportedCorpus corpus_;
};

TEST_F(MatchingChanges, AreThoseOfCablesThatHaveTheWords) {
  EXPECT_EQ(told(words("ferry")), "cable 09OSLO1\nrendition 09OSLO1\nsighting 09OSLO1\n");
  EXPECT_EQ(told(words("library")), "");
}

TEST_F(MatchingChanges, AreThoseOfCablesThatTheFilterLeaves) {
  EXPECT_EQ(told(stations({"LISBON"})),
            "cable 09LISBON7\nrendition 09LISBON7\nsighting 09LISBON7\n");
}

TEST_F(MatchingChanges, AreOfNoMoreCablesThanTheQueryNames) {
  SearchQuery query;
  query.filter.ids = {"09OSLO1", "09OSLO2"};
  EXPECT_EQ(told(query), "cable 09OSLO1\nrendition 09OSLO1\nsighting 09OSLO1\n");

  query.filter.ids = {"09OSLO2"};
  EXPECT_EQ(told(query), "");
}

TEST_F(MatchingChanges, AreThoseOfWhatACableIsNow) {
  PageWrite better = cable_page("http://b.example/1", "09OSLO1", "The library is open.\n", 99);
  better.rendition->station = "OSLO";
  corpus_.store({better});

  EXPECT_EQ(told(words("ferry")), "");
  EXPECT_NE(told(words("library")).find("cable 09OSLO1\n"), std::string::npos);
}

// A cable that was told of before `better` came, as one who follows sees it.
class CeasingToMatch : public MatchingChanges {
 protected:
  std::string told_after_change(const SearchQuery& query) {
    const ChangeCursor before = test::value_or_fail(
        transact(corpus_.connection_, [](pqxx::work& tx) { return settled_cursor(tx); }));
    PageWrite better = cable_page("http://b.example/1", "09OSLO1", "The library is open.\n", 99);
    better.rendition->station = "OSLO";
    corpus_.store({better});
    return told(query, before);
  }
};

TEST_F(CeasingToMatch, IsToldOnceAsACableThatIsGone) {
  EXPECT_EQ(told_after_change(words("ferry")), "cable gone 09OSLO1\n");
}

TEST_F(CeasingToMatch, IsToldOfNoCableThatNeverCanHaveMatched) {
  EXPECT_EQ(told_after_change(stations({"LISBON"})), "");
  SearchQuery query;
  query.filter.years = {2008};
  EXPECT_EQ(told_after_change(query), "");
  query = {};
  query.filter.ids = {"09OSLO2"};
  EXPECT_EQ(told_after_change(query), "");
}

TEST_F(CeasingToMatch, HasNoRowBesideIt) {
  const ChangeCursor before = test::value_or_fail(
      transact(corpus_.connection_, [](pqxx::work& tx) { return settled_cursor(tx); }));
  corpus_.store({cable_page("http://b.example/1", "09OSLO1", "The library is open.\n", 99)});

  const FeedRows rows = test::value_or_fail(transact(corpus_.connection_, [&](pqxx::work& tx) {
    return rows_of_changes(tx,
                           matching_changes(tx, words("ferry"), changes_after(tx, before, 100)));
  }));

  EXPECT_TRUE(rows.of(FeedTableName::kCable).empty());
}

TEST_F(MatchingChanges, SayOfEveryCableThatItIsGone) {
  corpus_.database_.run(
      "INSERT INTO change (kind, cable_id, detail)"
      " VALUES ('cable', '08GONE1', '{\"gone\": true}'),"
      "        ('sighting', '08GONE1', '{\"gone\": true, \"content_key\": \"00\", \"url\": "
      "\"u\"}')");

  EXPECT_EQ(told(words("library")), "cable gone 08GONE1\n");
}

}  // namespace
}  // namespace cabled::db::matching_changes_test
