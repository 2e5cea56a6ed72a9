#include "parsers/dedup/known_text.h"

#include <gtest/gtest.h>

#include <array>
#include <string_view>

namespace cabled::known_text_test {
namespace {

TEST(KnownText, FillsInWhatTheFirstWithholdsOrLacks) {
  const std::array<std::string_view, 3> copies{"FM OSLO\n\n1. XXXX MET [NAME REMOVED].\n",
                                               "1. LANE MET [NAME REMOVED].\nEND\n",
                                               "FM OSLO\n1. XXXX MET KANE.\n"};

  EXPECT_EQ(known_text(copies), "FM OSLO\n\n1. LANE MET KANE.\nEND");
}

TEST(KnownText, BelievesTheFirstWhereCopiesDiffer) {
  const std::array<std::string_view, 2> copies{"CALL 5550199 NOW", "CALL 5550100 NOW"};

  EXPECT_EQ(known_text(copies), "CALL 5550199 NOW");
}

TEST(KnownText, OfNothingIsNothing) { EXPECT_EQ(known_text({}), ""); }

TEST(CopyGaps, AWholeCopyHasNone) {
  const CopyGaps gaps = copy_gaps("FM OSLO\nTEXT", "FM  Oslo TEXT");

  EXPECT_EQ(gaps.words, 3U);
  EXPECT_EQ(gaps.lacking_words + gaps.withheld + gaps.told_elsewhere, 0U);
  EXPECT_FALSE(gaps.lacks_beginning || gaps.lacks_end);
}

TEST(CopyGaps, CountsWhatIsWithheldAndWhatOthersTellOfIt) {
  const CopyGaps gaps =
      copy_gaps("XXXX XXXXXX MET [NAME REMOVED] AND [...] HERE", "LANE MET KANE AND [...] HERE");

  EXPECT_EQ(gaps.withheld, 3U);
  EXPECT_EQ(gaps.told_elsewhere, 2U);
  EXPECT_EQ(gaps.lacking_words, 0U);
}

TEST(CopyGaps, TellsWhereItLacks) {
  EXPECT_TRUE(copy_gaps("TEXT\nEND", "FM OSLO\nTEXT\nEND").lacks_beginning);
  EXPECT_TRUE(copy_gaps("FM OSLO\nTEXT", "FM OSLO\nTEXT\nEND OF IT").lacks_end);
  const CopyGaps middle = copy_gaps("A\nD", "A\nB C\nD");
  EXPECT_EQ(middle.lacking_words, 2U);
  EXPECT_FALSE(middle.lacks_beginning || middle.lacks_end);
}

}  // namespace
}  // namespace cabled::known_text_test
