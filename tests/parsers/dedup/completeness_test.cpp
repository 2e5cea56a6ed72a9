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

TEST(Completeness, NoLengthOutweighsThatACableIsNotCancelled) {
  Cable cancelled;
  cancelled.text = std::string(3'000'000, 'A');
  cancelled.cancelled = true;
  EXPECT_LT(completeness(cancelled), score("A"));
}

}  // namespace
}  // namespace cabled::completeness_test
