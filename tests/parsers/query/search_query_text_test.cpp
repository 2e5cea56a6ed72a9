#include "parsers/query/search_query_text.h"

#include <gtest/gtest.h>

#include "parsers/query/query_date.h"

namespace cabled::search_query_text_test {
namespace {

using Kind = SearchTerm::Kind;
using Texts = std::vector<std::string>;

SearchQuery read(std::string_view text) {
  auto query = read_search_query(text);
  EXPECT_TRUE(query.has_value()) << text << ": " << query.error().message;
  return query.value_or(SearchQuery{});
}

QueryError error_of(std::string_view text) {
  const auto query = read_search_query(text);
  EXPECT_FALSE(query.has_value()) << text;
  return query ? QueryError{} : query.error();
}

TEST(ReadSearchQuery, TellsWordsPhrasesBeginningsAndWhatIsLeftOut) {
  const SearchQuery query = read("harbour \"fishing rights\" -orchard -\"closed doors\" negotiat*");

  ASSERT_EQ(query.alternatives.size(), 1U);
  EXPECT_EQ(query.alternatives[0],
            (std::vector<SearchTerm>{{Kind::kWord, "harbour", false},
                                     {Kind::kPhrase, "fishing rights", false},
                                     {Kind::kWord, "orchard", true},
                                     {Kind::kPhrase, "closed doors", true},
                                     {Kind::kBeginning, "negotiat", false}}));
}

TEST(ReadSearchQuery, PartsAlternativesAtOr) {
  for (const char* text : {"ferry or tram bus", "ferry OR tram bus", "ferry | tram bus",
                           "or ferry or or tram bus or"}) {
    const SearchQuery query = read(text);
    ASSERT_EQ(query.alternatives.size(), 2U) << text;
    EXPECT_EQ(query.alternatives[0].size(), 1U) << text;
    EXPECT_EQ(query.alternatives[1].size(), 2U) << text;
  }
  EXPECT_EQ(read("\"or\"").alternatives[0][0].text, "or");
}

TEST(ReadSearchQuery, TakesFiltersInAnyCaseAndPlace) {
  const SearchQuery query = read(
      "STATION:rio harbour Tag:efis class:s/nf site:https://www.Example.org/x after:2008 "
      "before:2009-06 year:2009 id:\"05 rio 0123\"");

  EXPECT_EQ(query.filter.stations, Texts{"RIODEJANEIRO"});
  EXPECT_EQ(query.filter.tags, Texts{"EFIS"});
  EXPECT_EQ(query.filter.classifications, Texts{"SECRET//NOFORN"});
  EXPECT_EQ(query.filter.sites, Texts{"www.example.org"});
  EXPECT_EQ(query.filter.from->moment, "2008-01-01T00:00:00Z");
  EXPECT_EQ(query.filter.to->moment, "2009-06-01T00:00:00Z");
  EXPECT_EQ(query.filter.years, std::vector<int>{2009});
  EXPECT_EQ(query.filter.ids, Texts{"05RIODEJANEIRO123"});
  ASSERT_EQ(query.alternatives.size(), 1U);
  EXPECT_EQ(query.alternatives[0].size(), 1U);
}

TEST(ReadSearchQuery, TakesListsQuotesAndBlanksBehindAColon) {
  EXPECT_EQ(read("station:tokyo,seoul").filter.stations, (Texts{"TOKYO", "SEOUL"}));
  EXPECT_EQ(read("station:\"rio de janeiro\"").filter.stations, Texts{"RIODEJANEIRO"});
  EXPECT_EQ(read("tag:\"rood, john\"").filter.tags, Texts{"ROOD, JOHN"});
  EXPECT_EQ(read("tag:prel tag:PREL tag:econ").filter.tags, (Texts{"PREL", "ECON"}));
  EXPECT_EQ(read("from: 2009").filter.from->moment, "2009-01-01T00:00:00Z");
  EXPECT_EQ(read("from:2009 after:2010 from:2008").filter.from->written, "2010");
  EXPECT_EQ(read("http://a.example re:talks").alternatives[0].size(), 2U);
  EXPECT_EQ(read("\u201Cfishing rights\u201D").alternatives[0][0].kind, Kind::kPhrase);
}

TEST(ReadSearchQuery, KnowsAStationByABeginningThatFitsOneAlone) {
  EXPECT_EQ(read("station:wellingt").filter.stations, Texts{"WELLINGTON"});
  EXPECT_EQ(read("station:amembassytokyo").filter.stations, Texts{"TOKYO"});
  EXPECT_EQ(read("station:san").filter.stations, Texts{"SAN"});
}

TEST(ReadSearchQuery, KnowsTheCableThatTheWordsName) {
  EXPECT_EQ(read("09 lisbon 0007").named_id, "09LISBON7");
  EXPECT_EQ(read("05rio123").named_id, "05RIODEJANEIRO123");
  EXPECT_FALSE(read("harbour talks").named_id.has_value());
  EXPECT_FALSE(read("09LISBON7 tag:PREL").named_id.has_value());
}

TEST(ReadSearchQuery, PointsAtWhatIsWrong) {
  const QueryError date = error_of("caf\u00E9 before:soon x");
  EXPECT_EQ(date.offset, 13U);
  EXPECT_EQ(date.characters, 12U);
  EXPECT_EQ(date.length, 4U);
  EXPECT_NE(date.message.find("'soon' is no date"), std::string::npos);

  EXPECT_EQ(error_of("class:purple").offset, 6U);
  EXPECT_EQ(error_of("ferry station:").offset, 6U);
  EXPECT_EQ(error_of("ferry -station:oslo").offset, 6U);
  EXPECT_EQ(error_of("id:10TOKYO153,nothing").offset, 14U);
  EXPECT_EQ(error_of("year:09").offset, 5U);
  EXPECT_EQ(error_of("from:2009-13").offset, 5U);
}

TEST(ReadSearchQuery, RefusesWhatIsNoTextOrHasNoEnd) {
  EXPECT_EQ(error_of("ab\xff\xfe").offset, 2U);
  EXPECT_EQ(error_of(std::string_view("ab\0cd", 5)).offset, 2U);
  EXPECT_EQ(error_of(std::string(100'000, 'a')).offset, kLongestQuery);
  EXPECT_EQ(error_of(std::string(300, 'a')).offset, 0U);
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "a ";
  EXPECT_EQ(error_of(many).offset, 2 * kMostTerms);
  std::string operators;
  for (int i = 0; i < 3000; ++i) operators += "| ";
  EXPECT_EQ(error_of(operators).offset, 2 * kMostTerms);
  EXPECT_FALSE(read_search_query(std::string(4000, '"')).has_value());
  std::string stations = "station:";
  for (int i = 0; i < 900; ++i) stations += "a" + std::to_string(i) + ",";
  EXPECT_FALSE(read_search_query(stations).has_value());
}

TEST(QueryText, IsReadBackAsTheSameQuery) {
  for (const char* text :
       {"harbour \"fishing rights\" -orchard negotiat*", "ferry or tram -\"closed doors\"",
        "station:rio,oslo tag:\"ROOD, JOHN\" class:\"UNCLASSIFIED//FOR OFFICIAL USE ONLY\"",
        "after:2008 before:\"2009-06-05 12:30\" from:\"5 june 2007\" site:a.example year:2009",
        "id:10TOKYO153 -or \"or\" a.b* --x -", "09 lisbon 7", "", "or"}) {
    const SearchQuery query = read(text);
    EXPECT_EQ(read(query_text(query)), query) << text << " became " << query_text(query);
  }
}

TEST(FilterParts, GiveTheQueryWithoutEach) {
  const auto parts = filter_parts(read("ferry station:oslo tag:prel,econ from:2009"));

  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts[0].key, "station");
  EXPECT_EQ(parts[0].value, "OSLO");
  EXPECT_EQ(query_text(parts[0].without), "ferry tag:\"PREL,ECON\" from:2009");
  EXPECT_EQ(query_text(parts[2].without), "ferry station:OSLO tag:\"PREL,ECON\"");
}

TEST(Narrow, ReadsOptionsAsTheQueryDoes) {
  SearchFilter filter;
  EXPECT_TRUE(narrow(filter, "station", "rio").has_value());
  EXPECT_TRUE(narrow(filter, "classification", "secret").has_value());
  EXPECT_EQ(filter, read("station:rio class:secret").filter);
  EXPECT_FALSE(narrow(filter, "colour", "red").has_value());
  EXPECT_FALSE(narrow(filter, "from", "").has_value());
  EXPECT_FALSE(narrow(filter, "tag", "\xff").has_value());
}

struct DateCase {
  const char* text;
  const char* moment;
};

class QueryDates : public testing::TestWithParam<DateCase> {};

TEST_P(QueryDates, AreReadInEveryForm) {
  const auto date = read_query_date(GetParam().text);
  ASSERT_TRUE(date.has_value()) << date.error().message;
  EXPECT_EQ(date->moment, GetParam().moment);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, QueryDates,
    testing::Values(DateCase{"2007", "2007-01-01T00:00:00Z"},
                    DateCase{"2007-04", "2007-04-01T00:00:00Z"},
                    DateCase{"2007/4", "2007-04-01T00:00:00Z"},
                    DateCase{"2007-04-05", "2007-04-05T00:00:00Z"},
                    DateCase{"2007.04.05", "2007-04-05T00:00:00Z"},
                    DateCase{"20070405", "2007-04-05T00:00:00Z"},
                    DateCase{" 2007-4-5 ", "2007-04-05T00:00:00Z"},
                    DateCase{"5 April 2007", "2007-04-05T00:00:00Z"},
                    DateCase{"apr 5, 2007", "2007-04-05T00:00:00Z"},
                    DateCase{"Apr-2007", "2007-04-01T00:00:00Z"},
                    DateCase{"2007-04-05T12:30:15Z", "2007-04-05T12:30:15Z"},
                    DateCase{"2007-04-05 12:30", "2007-04-05T12:30:00Z"},
                    DateCase{"2007-04-05t12:30:15.25+02:00", "2007-04-05T10:30:15.25Z"},
                    DateCase{"2008-01-01T00:30:00+0100", "2007-12-31T23:30:00Z"},
                    DateCase{"2008-02-29", "2008-02-29T00:00:00Z"}));

TEST(QueryDates, RefuseWhatIsNoDate) {
  for (const char* text : {"",
                           "soon",
                           "207",
                           "20071",
                           "2007-13",
                           "2007-02-30",
                           "2007-04-05T25",
                           "2007-04-05T12:30:00+99:00",
                           "0000",
                           "9999-01-01",
                           "5 June",
                           "June",
                           "2007-04-05Z",
                           "-2007",
                           "2007-",
                           "2007--04",
                           "June June 2007",
                           "infinity",
                           "now",
                           "2007-04-05T12:30:00Z; DROP",
                           "200704"}) {
    EXPECT_FALSE(read_query_date(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace cabled::search_query_text_test
