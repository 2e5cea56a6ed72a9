#include "parsers/words/common_words.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parsers/words/search_vector.h"

namespace cabled::words::common_words_test {
namespace {

using Numbers = std::vector<PairNumber>;

CommonWords harbour_words() {
  CommonWords common(3);
  common.add("ferri", 0.5);
  common.add("harbour", 0.4);
  common.add("granari", 0.1);
  return common;
}

Numbers pairs_of(const std::string& body, const std::string& subject = "") {
  return harbour_words().pairs_of(search_vector({"", "", subject, body}));
}

const PairNumber kFerryHarbour = number_of_pair("ferri", "harbour");

TEST(CommonWords, ThatStandSideBySideAreNumberedBehindTheirList) {
  EXPECT_EQ(pairs_of("The ferry harbour is closed."), (Numbers{-3, kFerryHarbour}));
}

TEST(CommonWords, AreNoPairApartOrTheOtherWayRound) {
  EXPECT_EQ(pairs_of("The ferry left the harbour."), Numbers{-3});
  EXPECT_NE(pairs_of("The harbour ferry left."), pairs_of("The ferry harbour left."));
}

// 0.4 * 0.1 is below 0.05, and 0.5 * 0.1 is not.
TEST(CommonWords, ThatSeldomComeTogetherAreNotNumbered) {
  EXPECT_EQ(pairs_of("The harbour granary burnt."), Numbers{-3});
  EXPECT_EQ(pairs_of("The ferry granary burnt."),
            (Numbers{-3, number_of_pair("ferri", "granari")}));
  EXPECT_EQ(harbour_words().share_of_pair("ferri", "harbour"), 0.5 * 0.4);
  EXPECT_EQ(harbour_words().share_of_pair("harbour", "granari"), std::nullopt);
  EXPECT_EQ(harbour_words().share_of_pair("ferri", "gulls"), std::nullopt);
}

TEST(CommonWords, CountOncePerCable) {
  EXPECT_EQ(pairs_of("The ferry harbour. The ferry harbour.", "FERRY HARBOUR"),
            (Numbers{-3, kFerryHarbour}));
}

// The weight of a subject stands in the same number as the place.
TEST(CommonWords, OfASubjectArePairsToo) {
  EXPECT_EQ(pairs_of("Nothing.", "FERRY HARBOUR"), (Numbers{-3, kFerryHarbour}));
}

// "ferry/harbour" is one word, and its parts stand where it does.
TEST(CommonWords, WithinAWordStandBeforeWhatComesBehindIt) {
  const Numbers numbers = pairs_of("The gulls/ferry harbour closed.");
  EXPECT_EQ(numbers, (Numbers{-3, kFerryHarbour}));
}

TEST(CommonWords, BehindTheLastPlaceOfAVectorAreNoPairs) {
  std::string text;
  for (int n = 0; n < 17'000; ++n) text += "gulls ";
  EXPECT_EQ(pairs_of(text + "ferry harbour"), Numbers{-3});
}

TEST(CommonWords, WithoutAListNumberNothing) {
  EXPECT_EQ(CommonWords().pairs_of(search_vector({"", "", "", "The ferry harbour"})), Numbers{0});
}

TEST(CommonWords, OfAVectorThatEndsTooSoonAreNoneOfItsOwn) {
  const std::string vector = search_vector({"", "", "", "The ferry harbour is closed."});
  for (std::size_t size = 0; size < vector.size(); ++size) {
    EXPECT_LE(harbour_words().pairs_of(vector.substr(0, size)).size(), 2U) << size;
  }
}

// They are stored: by another hash, a program would look for other numbers than were entered.
// FNV-1a of both, mixed: (31 * f("ferri") + f("harbour")) * 0x9e3779b97f4a7c15 >> 52, and one.
TEST(CommonWords, HaveTheNumbersThatTheyHadBefore) {
  EXPECT_EQ(kFerryHarbour, 4014);
  EXPECT_NE(kFerryHarbour, number_of_pair("harbour", "ferri"));
}

}  // namespace
}  // namespace cabled::words::common_words_test
