#include "daemon/serve/site/search_request.h"

#include <gtest/gtest.h>

#include "daemon/serve/pages/help_page.h"
#include "parsers/query/search_query_text.h"

namespace cabled::serve::search_request_test {
namespace {

HttpRequest asking(QueryParameters query) {
  return {.method = "GET", .path = "/search", .query = std::move(query), .headers = {}};
}

TEST(SearchRequest, FiltersBesideTheQueryMeanTheSameAsInIt) {
  const auto beside =
      read_search_request(asking({{"q", "lamp"}, {"station", "tokyo"}, {"tag", "prel"}}));
  const auto within = read_search_request(asking({{"q", "lamp station:tokyo tag:prel"}}));

  ASSERT_TRUE(beside && within);
  EXPECT_EQ(beside->query, within->query);
}

TEST(SearchRequest, FieldsThatNobodyFilledInCountAsAbsent) {
  const auto empty = read_search_request(asking({{"q", "lamp"}, {"from", ""}, {"page", ""}}));

  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->query, read_search_query("lamp"));
}

TEST(SearchRequest, WhatIsWrongIsNamed) {
  for (const auto& [name, value] : QueryParameters{{"q", "before:notadate"},
                                                   {"from", "notadate"},
                                                   {"to", "2009-13-45"},
                                                   {"sort", "bogus"},
                                                   {"page", "0"},
                                                   {"page", "-1"},
                                                   {"page", "99999999999999999999"},
                                                   {"limit", "0"},
                                                   {"limit", "abc"},
                                                   {"cursor", "nonsense"}}) {
    const auto request = read_search_request(asking({{name, value}}));
    ASSERT_FALSE(request) << name << '=' << value;
    EXPECT_EQ(request.error().parameter, name);
    EXPECT_EQ(request.error().value, value);
  }
}

TEST(SearchRequest, APageBeginsBehindTheOneBefore) {
  const auto third = read_search_request(asking({{"page", "3"}}));

  ASSERT_TRUE(third);
  EXPECT_EQ(third->hits.offset, 40);
}

TEST(HelpPage, EveryExampleCanBeAsked) {
  for (const AskingExample& example : asking_examples()) {
    EXPECT_TRUE(read_search_query(example.typed)) << example.typed;
  }
}

}  // namespace
}  // namespace cabled::serve::search_request_test
