#include "parsers/query/slips.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace cabled::slips_test {
namespace {

bool has(const std::vector<std::string>& list, const std::string& text) {
  return std::ranges::find(list, text) != list.end();
}

TEST(NearIds, AreASlipOfTheSerialAnotherYearOrAPostOfNearlyThatName) {
  const auto ids = near_ids(CableId::parse("10TOKYO153").value());

  for (const char* near :
       {"10TOKYO135", "10TOKYO15", "10TOKYO1535", "10TOKYO158", "09TOKYO153", "08TOKYO153"}) {
    EXPECT_TRUE(has(ids, near)) << near;
  }
  EXPECT_FALSE(has(ids, "10TOKYO153"));
  EXPECT_TRUE(has(near_ids(CableId::parse("06ROMA12").value()), "06ROME12"));
  EXPECT_LE(near_ids(CableId::parse("06ROME999999999").value()).size(), 500U);
}

TEST(NearWords, AreOneSlipAway) {
  const auto words = near_words("Negociation");

  for (const char* near : {"negotiation", "negociations", "negocation", "engociation"}) {
    EXPECT_TRUE(has(words, near)) << near;
  }
  EXPECT_FALSE(has(words, "negociation"));
  EXPECT_TRUE(near_words("ab").empty());
  EXPECT_TRUE(near_words("caf\u00E9").empty());
  EXPECT_TRUE(near_words(std::string(10'000, 'a')).empty());
}

}  // namespace
}  // namespace cabled::slips_test
