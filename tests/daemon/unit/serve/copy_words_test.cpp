#include "daemon/serve/pages/copy_words.h"

#include <gmock/gmock.h>

namespace cabled::serve::copy_words_test {
namespace {

using Json = nlohmann::ordered_json;
using testing::Contains;
using testing::ElementsAre;

std::vector<std::string> said(const Json& fields, const CopyGaps& gaps, const Json& cable) {
  return copy_sentences({fields, cable, gaps});
}

TEST(CopySentences, OfAWholeCopySaysThatNothingLacks) {
  EXPECT_THAT(said({{"subject", "X"}}, {.words = 9, .known_words = 9}, {{"subject", "X"}}),
              ElementsAre("Withholds nothing, and lacks no words that another copy has."));
}

TEST(CopySentences, SayWhatIsWithheldAndWhetherAnotherCopyTellsIt) {
  EXPECT_THAT(said({}, {.withheld = 3}, {}),
              ElementsAre("Withholds 3 passages, and no other copy tells more."));
  EXPECT_THAT(said({}, {.withheld = 3, .told_elsewhere = 2}, {}),
              ElementsAre("Withholds 3 passages; another copy tells 2 of them."));
  EXPECT_THAT(said({}, {.withheld = 1, .told_elsewhere = 1}, {}),
              ElementsAre("Withholds 1 passage; another copy tells it."));
}

TEST(CopySentences, SayWhereWordsLack) {
  EXPECT_THAT(said({}, {.lacking_words = 1, .lacks_end = true}, {}),
              ElementsAre("Lacks 1 word that other copies have, among them the end: it was cut "
                          "short."));
  EXPECT_THAT(said({}, {.lacking_words = 1200, .lacks_beginning = true}, {}),
              ElementsAre("Lacks 1,200 words that other copies have, among them the beginning."));
}

TEST(CopySentences, SayWhatPartOfTheTelegramItIs) {
  const auto sentences = said({{"partial_extract", true},
                               {"section", 2},
                               {"sections", 3},
                               {"cancelled", true},
                               {"corrected_copy", true}},
                              {}, {});

  EXPECT_THAT(sentences, Contains("An extract: its page shows a part of the telegram."));
  EXPECT_THAT(sentences, Contains("Headed as section 2 of 3."));
  EXPECT_THAT(sentences, Contains("Marked as cancelled."));
  EXPECT_THAT(sentences, Contains("A corrected copy, sent again as such."));
}

TEST(LackingFields, AreThoseThatAnotherCopyGives) {
  const Json cable{{"from", "AMEMBASSY OSLO"}, {"tags", {"PREL"}}, {"dtg", "1"}, {"info", {"X"}}};

  EXPECT_THAT(lacking_fields({{"from", nullptr}, {"tags", Json::array()}, {"dtg", "1"}}, cable),
              ElementsAre("sender", "TAGS"));
  EXPECT_TRUE(lacking_fields(cable, cable).empty());
}

// Fields come out of a database that other programs write to.
TEST(CopySentences, TakeFieldsOfOddKindsForAbsent) {
  EXPECT_THAT(said({{"section", "two"}, {"sections", 3}, {"cancelled", "yes"}}, {.withheld = 0},
                   Json::array()),
              ElementsAre("Withholds nothing, and lacks no words that another copy has."));
}

}  // namespace
}  // namespace cabled::serve::copy_words_test
