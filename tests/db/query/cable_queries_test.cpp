#include "db/query/cable_queries.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "db/corpus/page_store.h"
#include "db/query/cable_export.h"
#include "db/query/cable_lists.h"
#include "db/query/cable_search.h"
#include "db/query/copy_captures.h"
#include "db/sql/connection.h"
#include "db/sql/execute.h"
#include "parsers/query/query_date.h"
#include "parsers/query/search_query_text.h"
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

  std::vector<std::string> search(const std::string& query, const CableFilter& filter = {}) {
    SearchQuery asked = read_search_query(query).value();
    asked.filter = filter;
    std::vector<std::string> ids;
    for (const SearchHit& hit :
         ask([&](pqxx::work& tx) { return CableSearch(tx, asked).page({}); }).hits) {
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

TEST_F(CableQueries, NarrowBySite) {
  PageWrite other = cable_page("http://b.example/2", "09LISBON8", "TWO\n");
  other.rendition->site = "b.example";
  store({cable_page("http://a.example/1", "09LISBON7", "ONE\n"), other});
  CableFilter filter;
  filter.sites = {"b.example"};

  EXPECT_EQ(search("harbour", filter), std::vector<std::string>{"09LISBON8"});
  EXPECT_EQ(exported(filter), std::vector<std::string>{"09LISBON8"});
}

TEST_F(CableQueries, NarrowByTimeStationTagAndClassification) {
  store({cable_page("http://a.example/1", "09LISBON7", "ONE\n")});
  CableFilter fits;
  fits.from = read_query_date("2009-05-04").value();
  fits.to = read_query_date("2009-05-05").value();
  fits.stations = {"LISBON"};
  fits.tags = {"PO"};
  fits.classifications = {"UNCLASSIFIED"};
  EXPECT_EQ(exported(fits).size(), 1U);

  for (auto spoil : std::vector<void (*)(CableFilter&)>{
           [](CableFilter& f) { f.from = read_query_date("2009-05-05").value(); },
           [](CableFilter& f) { f.to = read_query_date("2009-05-04T12:30:00Z").value(); },
           [](CableFilter& f) { f.stations = {"OSLO"}; },
           [](CableFilter& f) {
             f.stations = {"OSLO", "ROME"};
           },
           [](CableFilter& f) {
             f.tags = {"PO", "NO"};
           },
           [](CableFilter& f) { f.years = {2008}; }, [](CableFilter& f) { f.ids = {"09LISBON8"}; },
           [](CableFilter& f) { f.classifications = {"SECRET"}; }}) {
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

// Each had once read all texts of the database, or all later cables of a station.
TEST_F(CableQueries, AQuestionOfOneCableReadsFewRowsOfMany) {
  database_.run(
      "INSERT INTO cable (id, station, year, sent_at, fields, search, best_key)"
      " SELECT '09LISBON' || n, 'LISBON', 2009, timestamptz '2009-01-01 UTC' + n * interval '1 "
      "hour',"
      "  '{}', '', sha256(n::text::bytea) FROM generate_series(1, 20000) AS n;"
      "INSERT INTO rendition (cable_id, content_key, text, fields, fingerprint, completeness,"
      "  parser_version, first_url) SELECT id, best_key, 'S', '{}', 0, 0, 1, 'u' FROM cable;"
      "ANALYZE");

  const auto rows_read = ask([](pqxx::work& tx) {
    tx.exec("SET LOCAL max_parallel_workers_per_gather = 0");
    EXPECT_TRUE(find_cable(tx, "09LISBON10000").has_value());
    EXPECT_EQ(neighbours(tx, "09LISBON10000").previous->id, "09LISBON9999");
    EXPECT_EQ(neighbours(tx, "09LISBON10000").next->id, "09LISBON10001");
    EXPECT_TRUE(captures_of_copies(tx, "09LISBON10000", 10).empty());
    return execute_one(tx,
                       "SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))"
                       "  FROM pg_stat_xact_user_tables")[0]
        .as<std::int64_t>();
  });

  EXPECT_LT(rows_read, 200);
}

}  // namespace
}  // namespace cabled::db::cable_queries_test
