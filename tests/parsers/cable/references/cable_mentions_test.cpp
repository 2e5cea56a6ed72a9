#include "parsers/cable/references/cable_mentions.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::cable_mentions_test {
namespace {

// "ID@words" for each mention, parted by commas.
std::string found(std::string_view text) {
  std::string out;
  for (const CableMention& mention : cable_mentions(text)) {
    out += (out.empty() ? "" : ", ") + mention.id.text() + '@' +
           std::string(text.substr(mention.begin, mention.end - mention.begin));
  }
  return out;
}

TEST(CableMentions, ANumberIsFoundHoweverItsPartsAreParted) {
  EXPECT_EQ(found("see 09TOKYO2885."), "09TOKYO2885@09TOKYO2885");
  EXPECT_EQ(found("see 09 TOKYO 2885, and"), "09TOKYO2885@09 TOKYO 2885");
  EXPECT_EQ(found("(09 TOKYO 002885)"), "09TOKYO2885@09 TOKYO 002885");
  EXPECT_EQ(found("see 07 RIO DE JANEIRO 12"), "07RIODEJANEIRO12@07 RIO DE JANEIRO 12");
  EXPECT_EQ(found("see 09\nTOKYO 2885"), "09TOKYO2885@09\nTOKYO 2885");
}

TEST(CableMentions, SeveralStandInTheOrderOfTheText) {
  EXPECT_EQ(found("08LISBON12 AND 08LISBON14"), "08LISBON12@08LISBON12, 08LISBON14@08LISBON14");
}

TEST(CableMentions, WhatNamesNoPostOrNoYearIsNoMention) {
  EXPECT_EQ(found("10 TANKS 40"), "");
  EXPECT_EQ(found("TOKYO 2885"), "");
  EXPECT_EQ(found("2009 TOKYO 2885"), "");
  EXPECT_EQ(found("A09TOKYO2885"), "");
  EXPECT_EQ(found("09TOKYO2885B"), "");
  EXPECT_EQ(found("09TOKYO"), "");
}

TEST(CableMentions, TheNumberOfSectionsIsNoYear) {
  EXPECT_EQ(found("UNCLAS SECTION 01 OF 06 TOKYO 000153"), "");
  EXPECT_EQ(found("UNCLAS SECTION 01 OF  06 TOKYO 000153"), "");
}

}  // namespace
}  // namespace cabled::cable_mentions_test
