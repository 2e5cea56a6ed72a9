#include "parsers/dedup/completeness.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::completeness_test {
namespace {

int score(const std::string& text) {
  Cable cable;
  cable.text = text;
  return completeness(cable);
}

TEST(Completeness, OfTwoTextsTheOneWithMoreToReadIsBetter) {
  EXPECT_EQ(score("WE MET LANE TODAY") - score("WE MET LANE"), 6);
}

TEST(Completeness, WhatIsBlackedOutCountsForNothing) {
  const int read = score("WE MET ");
  EXPECT_EQ(score("WE MET XXXX"), read);
  EXPECT_EQ(score("WE MET XXXXXXXXX"), read);
  EXPECT_EQ(score("XXXXXWE MET XXXXXX"), read);
  EXPECT_EQ(score("WE MET XXXXXYXXXX"), read + 1);
  EXPECT_EQ(score("WE MET XXX"), read + 3) << "a word, or a number";
}

TEST(Completeness, ARecordWithoutATextIsBelowEveryText) {
  Cable lost;
  lost.text_lost = true;
  for (int i = 0; i < 80; ++i) lost.attributes.emplace(std::to_string(i), "X");
  Cable least;
  least.text = "A";
  least.cancelled = least.partial_extract = true;
  least.warnings.emplace_back(kSecondTelegram);
  EXPECT_LT(completeness(lost), completeness(least));
  Cable barer = lost;
  barer.attributes.erase("7");
  EXPECT_LT(completeness(barer), completeness(lost)) << "of two records the one that says more";
}

TEST(Completeness, OfTwoCopiesTheOneThatLacksALineIsWorse) {
  Cable whole;
  whole.text = std::string(5000, 'A');
  Cable lacking = whole;
  lacking.text += "a note of the page's";
  lacking.damage.push_back({DamageKind::kMissingLine, "p2", ""});
  Cable excerpt;
  excerpt.text = std::string(1000, 'A');

  EXPECT_GT(completeness(whole), completeness(lacking));
  EXPECT_GT(completeness(lacking), completeness(excerpt)) << "much more to read";
}

TEST(Completeness, NoLengthOutweighsThatACableIsNotCancelled) {
  Cable cancelled;
  cancelled.text = std::string(3'000'000, 'A');
  cancelled.cancelled = true;
  EXPECT_LT(completeness(cancelled), score("A"));
}

// A head, a text as long as `size`, and perhaps another telegram behind it.
Cable whole_copy(std::size_t size) {
  Cable cable;
  cable.dtg = "251200Z JAN 10";
  cable.from = "AMEMBASSY TOKYO";
  cable.to = {{.route = "RUEHC", .name = "SECSTATE WASHDC"}};
  cable.text = std::string(size, 'A');
  return cable;
}

TEST(Completeness, ATextInWhichASecondTelegramBeginsNeverReplacesAWholeOne) {
  Cable two_heads = whole_copy(500'000);
  two_heads.warnings = {"no such time: 999999Z", std::string(kSecondTelegram)};
  two_heads.corrected_copy = true;

  EXPECT_LT(completeness(two_heads), completeness(whole_copy(500)));
}

TEST(Completeness, ATextWithASecondTelegramIsBetterThanAnExtract) {
  Cable two_heads = whole_copy(1000);
  two_heads.warnings = {std::string(kSecondTelegram)};
  Cable extract = whole_copy(1000);
  extract.partial_extract = true;

  EXPECT_GT(completeness(two_heads), completeness(extract));
}

}  // namespace
}  // namespace cabled::completeness_test
