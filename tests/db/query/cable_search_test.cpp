#include "db/query/cable_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "db/corpus/page_store.h"
#include "db/sql/connection.h"
#include "parsers/query/search_query_text.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::cable_search_test {
namespace {

using test::cable_page;
using Ids = std::vector<std::string>;

class Search : public testing::Test {
 protected:
  template <typename Work>
  auto ask(Work work) {
    auto result = transact(connection_, work);
    EXPECT_TRUE(result.has_value()) << result.error().message;
    return std::move(*result);
  }

  void store(std::vector<PageWrite> pages) {
    ask([&](pqxx::work& tx) { return store_pages(tx, pages, {}); });
  }

  HitList list(const std::string& query, const PageOfHits& page = {}) {
    const SearchQuery asked = read_search_query(query).value();
    return ask([&](pqxx::work& tx) { return CableSearch(tx, asked).page(page); });
  }

  static Ids ids_of(const HitList& list) {
    Ids ids;
    for (const SearchHit& hit : list.hits) ids.push_back(hit.id);
    return ids;
  }

  Ids found(const std::string& query, const PageOfHits& page = {}) {
    return ids_of(list(query, page));
  }

  // All hits, by cursor, a few at a time.
  Ids walked(const std::string& query, SearchOrder order, int at_a_time) {
    Ids all;
    PageOfHits page{.order = order, .limit = at_a_time};
    for (;;) {
      const HitList part = list(query, page);
      for (const SearchHit& hit : part.hits) all.push_back(hit.id);
      if (!part.next) return all;
      page.after = SearchCursor::parse(part.next->text()).value();
    }
  }

  std::pair<HitList, SearchSpread> both(const std::string& query, const PageOfHits& page) {
    const SearchQuery asked = read_search_query(query).value();
    return ask([&](pqxx::work& tx) { return CableSearch(tx, asked).page_and_spread(page); });
  }

  SearchSpread spread(const std::string& query) {
    const SearchQuery asked = read_search_query(query).value();
    return ask([&](pqxx::work& tx) { return CableSearch(tx, asked).spread(); });
  }

  // Cables 1 to `count`: every one has "ferry", every tenth "granary", every thousandth no date.
  void fill(int count) {
    database_.run(fmt::format(
        "INSERT INTO cable (id, subject, station, year, sent_at, fields, search, best_key)"
        " SELECT '09LISBON' || n, 'S', 'LISBON', 2009,"
        "  CASE WHEN n % 1000 > 0 THEN timestamptz '2009-01-01 UTC' + n / 3 * interval '1 minute'"
        "  END, '{{}}', to_tsvector('english', CASE WHEN n % 10 = 0 THEN 'ferry granary'"
        "  ELSE 'ferry' END), sha256(n::text::bytea) FROM generate_series(1, {}) AS n;"
        "INSERT INTO rendition (cable_id, content_key, text, fields, fingerprint, completeness,"
        "  parser_version, first_url) SELECT id, best_key, subject, '{{}}', 0, 0, 1, 'u' FROM "
        "cable;"
        "ANALYZE cable",
        count));
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(Search, WordsInAnyForm) {
  store({cable_page("http://a.example/1", "09LISBON7", "The ferries were sailing.\n"),
         cable_page("http://a.example/2", "09LISBON8", "The orchard is closed.\n")});

  EXPECT_EQ(found("ferry sail"), Ids{"09LISBON7"});
  EXPECT_EQ(found("harbour -orchard"), Ids{"09LISBON7"});
  EXPECT_EQ(found("\"orchard is closed\""), Ids{"09LISBON8"});
  EXPECT_EQ(found("harbour -\"orchard is closed\""), Ids{"09LISBON7"});
  EXPECT_EQ(found("granary or orchard").size(), 1U);
  EXPECT_TRUE(found("granary").empty());
  EXPECT_TRUE(found("the").empty());
  EXPECT_TRUE(found("&").empty());
}

TEST_F(Search, ABeginningThatIsLongerThanTheStem) {
  store({cable_page("http://a.example/1", "09LISBON7", "Negotiations went on.\n"),
         cable_page("http://a.example/2", "09LISBON8", "The orchard is closed.\n")});

  for (const char* query : {"neg*", "negotiat*", "negotiati*", "negotiatio*", "NEGOTIATIONS*",
                            "granary or negotiat*"}) {
    EXPECT_EQ(found(query), Ids{"09LISBON7"}) << query;
  }
  EXPECT_TRUE(found("negotiat* orchard").empty());
  EXPECT_EQ(found("harbour -negotiat*"), Ids{"09LISBON8"});
}

TEST_F(Search, WhateverIsTyped) {
  store({cable_page("http://a.example/1", "09LISBON7", "Text.\n")});

  for (const char* query :
       {"", "'", "\"", "& | !", "a:*b <-> ((", "\\", "%_", "'; DROP TABLE cable", "or or",
        "- -- ---", "\"\" \"", "a\"b\"c", "*", "(((((", "!!!!"}) {
    EXPECT_LE(found(query).size(), 1U) << query;
  }
}

TEST_F(Search, FiltersAloneGiveTheNewestFirst) {
  PageWrite older = cable_page("http://a.example/1", "08OSLO3", "ONE\n");
  older.rendition->sent_at = "2008-01-01T00:00:00Z";
  older.rendition->station = "OSLO";
  older.rendition->year = 2008;
  store({older, cable_page("http://a.example/2", "09LISBON8", "TWO\n")});

  EXPECT_EQ(found("before:2010"), (Ids{"09LISBON8", "08OSLO3"}));
  EXPECT_EQ(found("before:2010", {.order = SearchOrder::kOldestFirst}),
            (Ids{"08OSLO3", "09LISBON8"}));
  EXPECT_EQ(found("station:oslo"), Ids{"08OSLO3"});
  EXPECT_EQ(found("station:oslo,lisbon").size(), 2U);
  EXPECT_EQ(found("id:08oslo0003"), Ids{"08OSLO3"});
  EXPECT_EQ(found("year:2008"), Ids{"08OSLO3"});
  EXPECT_EQ(list("station:oslo").total.cables, 1);
}

TEST_F(Search, TheCableThatTheQueryNamesComesFirst) {
  store({cable_page("http://a.example/1", "09LISBON7", "ONE\n"),
         cable_page("http://a.example/2", "09LISBON8", "Reference 09LISBON7.\n")});

  EXPECT_EQ(found("09 lisbon 00007"), Ids{"09LISBON7"});
  EXPECT_EQ(found("09LISBON7"), (Ids{"09LISBON7", "09LISBON8"}));
}

TEST_F(Search, ASubjectGoesBeforeManyWordsOfText) {
  PageWrite subject = cable_page("http://a.example/1", "09LISBON7", "ONE\n");
  subject.rendition->subject = "GRANARY";
  std::string often;
  for (int i = 0; i < 20; ++i) often += "granary, ";
  store({subject, cable_page("http://a.example/2", "09LISBON2", often + "\n")});

  EXPECT_EQ(found("granary"), (Ids{"09LISBON7", "09LISBON2"}));
}

TEST_F(Search, PagesByCursorGiveEachHitOnce) {
  fill(400);

  for (const SearchOrder order :
       {SearchOrder::kRank, SearchOrder::kNewestFirst, SearchOrder::kOldestFirst}) {
    for (const char* query : {"ferry", "granary", "station:lisbon"}) {
      const Ids all = walked(query, order, 17);
      EXPECT_EQ(std::set(all.begin(), all.end()).size(), all.size()) << query;
      EXPECT_EQ(all, found(query, {.order = order, .limit = 1000})) << query;
      EXPECT_EQ(static_cast<std::int64_t>(all.size()), list(query).total.cables) << query;
    }
  }
}

// 25,000 of 25,000: more than are counted one by one.
TEST_F(Search, OfVeryManyTheNewestAreRankedAndTheNumberIsAnEstimate) {
  fill(25000);

  const HitList many = list("ferry", {.limit = 30, .offset = 10});
  EXPECT_TRUE(many.total.estimated);
  EXPECT_NEAR(static_cast<double>(many.total.cables), 25000, 2500);
  EXPECT_EQ(many.hits.size(), 30U);
  const HitList few = list("ferry granary");
  EXPECT_FALSE(few.total.estimated);
  EXPECT_EQ(few.total.cables, 2500);
  EXPECT_EQ(walked("ferry", SearchOrder::kNewestFirst, 9000).size(), 25000U);
  EXPECT_EQ(walked("ferry", SearchOrder::kOldestFirst, 9000).size(), 25000U);
  EXPECT_EQ(walked("station:lisbon", SearchOrder::kOldestFirst, 9000).size(), 25000U);
  const SearchSpread many_spread = spread("ferry");
  EXPECT_TRUE(many_spread.total.estimated);
  EXPECT_NEAR(static_cast<double>(many_spread.months.at(0).count), 25000, 2500);
}

// Where rows lie changes with every update; the answers may not.
TEST_F(Search, AnswersDoNotHangOnWhereRowsLie) {
  fill(25000);
  const Ids before = found("ferry", {.limit = 50});
  const HitList granary = list("granary", {.limit = 50});

  database_.run("UPDATE cable SET first_seen_at = now() WHERE hashtext(id) % 3 = 0");

  EXPECT_EQ(found("ferry", {.limit = 50}), before);
  EXPECT_EQ(found("granary", {.limit = 50}), ids_of(granary));
}

TEST_F(Search, TheSpreadCountsEveryFacetAndMonth) {
  PageWrite other = cable_page("http://b.example/2", "08OSLO3", "TWO\n");
  other.rendition->station = "OSLO";
  other.rendition->sent_at = std::nullopt;
  other.rendition->site = "b.example";
  store({cable_page("http://a.example/1", "09LISBON7", "ONE\n"), other});

  const SearchSpread all = spread("harbour");

  const auto count = [&](const std::string& facet, const std::string& value) -> std::int64_t {
    for (const FacetValue& v : all.facets) {
      if (v.facet == facet && v.value == value) return v.count;
    }
    return 0;
  };
  EXPECT_EQ(count("station", "OSLO"), 1);
  EXPECT_EQ(count("site", "b.example"), 1);
  EXPECT_EQ(count("tag", "PO"), 2);
  ASSERT_EQ(all.months.size(), 1U);
  EXPECT_EQ(all.months[0].month, "2009-05");
  EXPECT_EQ(all.undated, 1);
  EXPECT_EQ(all.total.cables, 2);
}

// One statement or two: the same hits, the same counts, whatever the size and the order.
TEST_F(Search, AListAndItsSpreadAreThoseOfEachAlone) {
  fill(25000);
  for (const char* query :
       {"ferry", "granary", "station:lisbon", "orchard", "09lisbon20 granary"}) {
    for (const SearchOrder order : {SearchOrder::kRank, SearchOrder::kNewestFirst}) {
      const PageOfHits page{.order = order, .limit = 7, .offset = 14};
      const auto [hits, counts] = both(query, page);
      const HitList alone = list(query, page);
      const SearchSpread spread_alone = spread(query);
      EXPECT_EQ(ids_of(hits), ids_of(alone)) << query;
      EXPECT_EQ(hits.total.cables, alone.total.cables) << query;
      EXPECT_EQ(hits.next.has_value(), alone.next.has_value()) << query;
      EXPECT_EQ(counts.total.cables, spread_alone.total.cables) << query;
      EXPECT_EQ(counts.facets.size(), spread_alone.facets.size()) << query;
      EXPECT_EQ(counts.months.size(), spread_alone.months.size()) << query;
    }
  }
}

// "granary" has 2,500 cables: four in five were seen at a.example, a quarter at b.example.
TEST_F(Search, SitesOfManyMatchesAreEstimatedForAPageAlone) {
  fill(25000);
  store({cable_page("http://a.example/1", "09OSLO1", "Of no matter.\n")});
  database_.run(
      "INSERT INTO sighting (rendition_id, url, site, capture_id, first_seen_at, last_seen_at)"
      " SELECT r.id, 'http://' || site, site, (SELECT min(id) FROM capture), now(), now()"
      "   FROM rendition r, (VALUES ('a.example', 5), ('b.example', 4)) AS s(site, of)"
      "  WHERE ((r.id / 10) % of = 0) = (site = 'b.example')");

  const auto sites_of = [](const SearchSpread& found) {
    std::map<std::string, std::int64_t> counts;
    for (const FacetValue& value : found.facets) {
      if (value.facet == "site") counts[value.value] = value.count;
    }
    return counts;
  };
  auto counted = sites_of(spread("granary"));
  auto told = sites_of(both("granary", {}).second);

  for (const char* site : {"a.example", "b.example"}) {
    const auto cables = std::stoll(database_.value(
        "SELECT count(*) FROM cable c JOIN rendition r ON r.cable_id = c.id JOIN sighting s"
        " ON s.rendition_id = r.id WHERE c.id LIKE '09LISBON%0' AND s.site = '" +
        std::string(site) + "'"));
    EXPECT_EQ(counted[site], cables);
    EXPECT_NEAR(static_cast<double>(told[site]), static_cast<double>(cables), 150);
    EXPECT_NE(told[site], cables) << "a sample";
  }
}

TEST_F(Search, MarkTheFoundWordInTheSnippet) {
  store({cable_page("http://a.example/1", "09LISBON7", "The ferry sails.\n")});

  const auto hits = list("ferry").hits;

  ASSERT_EQ(hits.size(), 1U);
  EXPECT_NE(hits[0].snippet.find("\x02"
                                 "ferry"
                                 "\x03"),
            std::string::npos)
      << hits[0].snippet;
}

TEST(SearchCursor, ReadsBackWhatItWroteAndNothingElse) {
  for (const char* text : {"r~0.25~09LISBON7", "n~1241440200.000000~09LISBON7", "o~~09LISBON7",
                           "n~~", "r~1e-05~sha256:00"}) {
    const auto cursor = SearchCursor::parse(text);
    ASSERT_TRUE(cursor.has_value()) << text;
    EXPECT_EQ(cursor->text(), text);
  }
  for (const char* text : {"", "r", "r~~X", "x~1~A", "n~1", "n~nan~A", "n~inf~A", "r~1;--~A",
                           "r~1~A B", "n~1e300~A", "r~'~A", "\xff~1~A"}) {
    EXPECT_FALSE(SearchCursor::parse(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace cabled::db::cable_search_test
