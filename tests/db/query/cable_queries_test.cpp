#include "db/query/cable_queries.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "db/corpus/page_store.h"
#include "db/query/cable_export.h"
#include "db/query/cable_search.h"
#include "db/sql/connection.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::cable_queries_test {
namespace {

using test::cable_page;

class CableQueries : public testing::Test {
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

  std::vector<std::string> search(const std::string& query, const CableFilter& filter = {},
                                  int limit = 10, int offset = 0) {
    std::vector<std::string> ids;
    for (const SearchHit& hit : ask([&](pqxx::work& tx) {
           return search_cables(tx, read_search_text(query), filter, limit, offset);
         })) {
      ids.push_back(hit.id);
    }
    return ids;
  }

  // The stream has to be the first to speak in a transaction of its own.
  std::vector<std::string> exported(const CableFilter& filter, int at_a_time = 10) {
    return ask([&](pqxx::work& tx) {
      CableStream stream(tx, filter, std::nullopt);
      std::vector<std::string> ids;
      for (auto some = stream.next(at_a_time); !some.empty(); some = stream.next(at_a_time)) {
        for (const ExportedCable& cable : some) ids.push_back(cable.id);
      }
      return ids;
    });
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(CableQueries, FindACableWithItsRenditionsBestFirst) {
  store({cable_page("http://a.example/1", "09LISBON7", "CUT\n", 1),
         cable_page("http://a.example/2", "09LISBON7", "WHOLE\n", 9),
         cable_page("http://b.example/3", "09LISBON7", "WHOLE\n", 9)});

  const auto cable = ask([](pqxx::work& tx) { return find_cable(tx, "09LISBON7"); });

  ASSERT_TRUE(cable.has_value());
  EXPECT_EQ(cable->text, "WHOLE\n");
  ASSERT_EQ(cable->renditions.size(), 2U);
  EXPECT_EQ(cable->renditions[0].text, "WHOLE\n");
  EXPECT_EQ(cable->renditions[0].sightings.size(), 2U);
  EXPECT_EQ(cable->renditions[1].sightings.size(), 1U);
}

TEST_F(CableQueries, FindLinksInBothDirections) {
  PageWrite citing = cable_page("http://a.example/1", "09LISBON7", "ONE\n");
  citing.rendition->links = {{"reference", "09LISBON8"}, {"reference", "09LISBON99"}};
  store({citing, cable_page("http://a.example/2", "09LISBON8", "TWO\n")});

  const auto from = ask([](pqxx::work& tx) { return find_cable(tx, "09LISBON7"); })->links;
  const auto to = ask([](pqxx::work& tx) { return find_cable(tx, "09LISBON8"); })->links;

  ASSERT_EQ(from.size(), 2U);
  for (const StoredLink& link : from) {
    EXPECT_FALSE(link.incoming);
    EXPECT_EQ(link.known, link.other_id == "09LISBON8") << link.other_id;
  }
  ASSERT_EQ(to.size(), 1U);
  EXPECT_TRUE(to[0].incoming);
  EXPECT_EQ(to[0].other_id, "09LISBON7");
}

TEST_F(CableQueries, FindNothingUnderAnIdThatIsNotThere) {
  EXPECT_FALSE(ask([](pqxx::work& tx) { return find_cable(tx, "09LISBON7"); }).has_value());
  EXPECT_FALSE(
      ask([](pqxx::work& tx) { return find_cable(tx, "'; DROP TABLE cable; --"); }).has_value());
}

TEST_F(CableQueries, SearchWordsInAnyForm) {
  store({cable_page("http://a.example/1", "09LISBON7", "The ferries were sailing.\n"),
         cable_page("http://a.example/2", "09LISBON8", "The orchard is closed.\n")});

  EXPECT_EQ(search("ferry sail"), std::vector<std::string>{"09LISBON7"});
  EXPECT_EQ(search("harbour -orchard"), std::vector<std::string>{"09LISBON7"});
  EXPECT_EQ(search("\"orchard is closed\""), std::vector<std::string>{"09LISBON8"});
  EXPECT_TRUE(search("granary").empty());
}

TEST_F(CableQueries, SearchABeginningThatIsLongerThanTheStem) {
  store({cable_page("http://a.example/1", "09LISBON7", "Negotiations went on.\n"),
         cable_page("http://a.example/2", "09LISBON8", "The orchard is closed.\n")});

  for (const char* query : {"neg*", "negotiat*", "negotiati*", "negotiatio*", "NEGOTIATIONS*"}) {
    EXPECT_EQ(search(query), std::vector<std::string>{"09LISBON7"}) << query;
  }
  EXPECT_TRUE(search("negotiat* orchard").empty());
}

TEST_F(CableQueries, SearchSurvivesWhateverIsTyped) {
  store({cable_page("http://a.example/1", "09LISBON7", "Text.\n")});

  for (const char* query : {"", "'", "\"", "& | !", "a:*b <-> ((", "\\", "%_"}) {
    EXPECT_LE(search(query).size(), 1U) << query;
  }
}

// So many that the table's beginning is read without the index; "harbour" is not there.
TEST_F(CableQueries, SearchAWordThatNearlyAllHave) {
  database_.run(
      "INSERT INTO cable (id, subject, fields, search, best_key)"
      " SELECT '09LISBON' || n, 'S', '{}', to_tsvector('english', CASE WHEN n <= 2000 THEN 'ferry'"
      "   WHEN n % 9000 = 0 THEN 'ferry harbour granary' ELSE 'ferry harbour' END),"
      "  sha256(n::text::bytea) FROM generate_series(1, 30000) AS n;"
      "INSERT INTO rendition (cable_id, content_key, text, fields, fingerprint, completeness,"
      "   parser_version, first_url) SELECT id, best_key, subject, '{}', 0, 0, 1, 'u' FROM cable;"
      "ANALYZE cable");

  for (const char* query : {"ferry", "harbour", "ferry -granary", "harbour or granary"}) {
    auto hits = search(query, {}, 400, 100);
    std::ranges::sort(hits);
    EXPECT_EQ(hits.size(), 400U) << query;
    EXPECT_EQ(std::ranges::adjacent_find(hits), hits.end()) << query;
  }
  EXPECT_EQ(search("ferry granary", {}, 1000).size(), 3U);
}

TEST_F(CableQueries, MarkTheFoundWordInTheSnippet) {
  store({cable_page("http://a.example/1", "09LISBON7", "The ferry sails.\n")});

  const auto hits =
      ask([](pqxx::work& tx) { return search_cables(tx, read_search_text("ferry"), {}, 1, 0); });

  ASSERT_EQ(hits.size(), 1U);
  EXPECT_NE(hits[0].snippet.find("\x02"
                                 "ferry"
                                 "\x03"),
            std::string::npos)
      << hits[0].snippet;
}

TEST_F(CableQueries, NarrowBySite) {
  PageWrite other = cable_page("http://b.example/2", "09LISBON8", "TWO\n");
  other.rendition->site = "b.example";
  store({cable_page("http://a.example/1", "09LISBON7", "ONE\n"), other});
  CableFilter filter;
  filter.site = "b.example";

  EXPECT_EQ(search("harbour", filter), std::vector<std::string>{"09LISBON8"});
  EXPECT_EQ(exported(filter), std::vector<std::string>{"09LISBON8"});
}

TEST_F(CableQueries, NarrowByTimeStationTagAndClassification) {
  store({cable_page("http://a.example/1", "09LISBON7", "ONE\n")});
  CableFilter fits;
  fits.from = "2009-05-04";
  fits.to = "2009-05-05";
  fits.station = "LISBON";
  fits.tag = "PO";
  fits.classification = "UNCLASSIFIED";
  EXPECT_EQ(exported(fits).size(), 1U);

  for (auto spoil : std::vector<void (*)(CableFilter&)>{
           [](CableFilter& f) { f.from = "2009-05-05"; },
           [](CableFilter& f) { f.to = "2009-05-04T12:30:00Z"; },
           [](CableFilter& f) { f.station = "OSLO"; }, [](CableFilter& f) { f.tag = "NO"; },
           [](CableFilter& f) { f.classification = "SECRET"; }}) {
    CableFilter filter = fits;
    spoil(filter);
    EXPECT_TRUE(exported(filter).empty());
    EXPECT_TRUE(search("harbour", filter).empty());
  }
}

TEST_F(CableQueries, GoThroughAllCablesInOrderOfTheirIds) {
  store({cable_page("http://a.example/1", "09LISBON7", "ONE\n"),
         cable_page("http://a.example/2", "09LISBON10", "TWO\n"),
         cable_page("http://a.example/3", "08OSLO1", "THREE\n")});

  const std::vector<std::string> all{"08OSLO1", "09LISBON10", "09LISBON7"};
  EXPECT_EQ(exported({}, 2), all);
  EXPECT_EQ(exported({}, 10), all);
}

}  // namespace
}  // namespace cabled::db::cable_queries_test
