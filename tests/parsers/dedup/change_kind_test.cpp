#include "parsers/dedup/change_kind.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "parsers/dedup/text_words.h"

namespace cabled::change_kind_test {
namespace {

TextChangeKind within(std::string_view before, std::string_view after) {
  return change_kind(before, after, PassagePlace::kWithin);
}

class MarkOfWithheld : public testing::TestWithParam<std::string> {};

TEST_P(MarkOfWithheld, InPlaceOfWordsIsARedaction) {
  EXPECT_EQ(within("HARRY LANE", GetParam()), TextChangeKind::kRedacted);
}

TEST_P(MarkOfWithheld, ThatWordsTakeThePlaceOfIsARestoration) {
  EXPECT_EQ(within(GetParam(), "HARRY LANE"), TextChangeKind::kRestored);
}

TEST_P(MarkOfWithheld, IsNoRestorationWhereItGoesWithoutWords) {
  EXPECT_EQ(within(GetParam(), ""), TextChangeKind::kRemoved);
}

TEST_P(MarkOfWithheld, StandsForWhatTheFirstLacksToo) {
  EXPECT_EQ(within("", GetParam()), TextChangeKind::kRedacted);
}

TEST_P(MarkOfWithheld, AmongWordsCountsToo) {
  EXPECT_EQ(within("MINISTER LANE OF OSLO", "MINISTER " + GetParam() + " OF OSLO"),
            TextChangeKind::kRedacted);
}

INSTANTIATE_TEST_SUITE_P(AllForms, MarkOfWithheld,
                         testing::Values("XXXX", "XXXXXXXXXXXX", "xxxxx", "XXXXX'S",
                                         "\u2588\u2588\u2588", "\u25A0\u25A0\u25A0", "[...]",
                                         "[\u2026]", "[ ]", "[]", "[--]", "[XXX]", "[redacted]",
                                         "[NAME REMOVED]", "[Text withheld at the request of X]",
                                         "[2 lines deleted]", "[EXCISED]", "(b)(1)", "(B) (6)"));

class NoMark : public testing::TestWithParam<const char*> {};

TEST_P(NoMark, IsARemark) { EXPECT_FALSE(marks_withheld(std::string_view(GetParam()))); }

INSTANTIATE_TEST_SUITE_P(AllForms, NoMark,
                         testing::Values("", "...", "XXX", "XX", "MAXXX", "[sic]",
                                         "[NOTE: SEE REF]", "(b)", "(1)", "B)(1)", "----", "[",
                                         "[unclosed ...", "CLASS 3.4(B)(5", "\u2588"));

TEST(MarkOfWithheld, InBracketsIsOneWord) {
  const std::vector<std::string_view> lines = text_lines("MET [NAME REMOVED], AND [OTHERS HERE]");

  const std::vector<TextWord> words = text_words(lines);

  ASSERT_EQ(words.size(), 5U);
  EXPECT_EQ(words[1].text, "[NAME REMOVED],");
  EXPECT_EQ(words[3].text, "[OTHERS");
}

TEST(ChangeKind, ATailThatLacksIsTruncatedAndAMiddleRemoved) {
  EXPECT_EQ(change_kind("THE END OF IT", "", PassagePlace::kAtEnd), TextChangeKind::kTruncated);
  EXPECT_EQ(within("THE MIDDLE", ""), TextChangeKind::kRemoved);
}

TEST(ChangeKind, WhatOnlyTheSecondHasIsAdded) {
  EXPECT_EQ(within("", "FM AMEMBASSY OSLO"), TextChangeKind::kAdded);
  EXPECT_EQ(change_kind("", "COMMENT: NONE.", PassagePlace::kAtEnd), TextChangeKind::kAdded);
}

TEST(ChangeKind, AnotherSpellingIsACorrectionAndOtherWordsAreAChange) {
  constexpr std::array<std::array<const char*, 2>, 6> kSpellings{{{"QADHAFI", "QADDAFI"},
                                                                  {"MINSTER", "MINISTER"},
                                                                  {"0100", "0199"},
                                                                  {"TO", "SO"},
                                                                  {"OSLO,", "OSLO"},
                                                                  {"KHARTOUM", "KHARTUM"}}};
  for (const auto& [before, after] : kSpellings) {
    EXPECT_EQ(within(before, after), TextChangeKind::kCorrected) << before;
    EXPECT_EQ(within(after, before), TextChangeKind::kCorrected) << after;
  }
  EXPECT_EQ(within("TRIPOLI", "ATHENS"), TextChangeKind::kChanged);
  EXPECT_EQ(within("A", "I"), TextChangeKind::kChanged);
  EXPECT_EQ(within("IS", "AT"), TextChangeKind::kChanged);
}

TEST(ChangeKind, LongPassagesAreNotComparedByLetters) {
  const std::string before(1'000'000, 'A');

  EXPECT_EQ(within(before, before + "B"), TextChangeKind::kChanged);
}

TEST(ChangeKind, MarksOnBothSidesTellNothing) {
  EXPECT_EQ(within("XXXXX AND LANE", "XXXXX AND KANE"), TextChangeKind::kCorrected);
}

}  // namespace
}  // namespace cabled::change_kind_test
