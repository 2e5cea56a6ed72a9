#include <gtest/gtest.h>

#include <string>

#include "parsers/cable/header/header_fields.h"

namespace cabled::cancels_test {
namespace {

TelegramHeader header(std::string_view text, const CableHints& hints = {}) {
  return read_header(text, hints);
}

TEST(HeaderCancels, NamesWhatThisTelegramTakesThePlaceOf) {
  const TelegramHeader fields = header(
      "R 011200Z FEB 08\nFM AMEMBASSY OSLO\nUNCLAS OSLO 000117\n\nTHIS MESSAGE REPLACES OSLO "
      "0112.\nSUBJECT: X\n");

  ASSERT_EQ(fields.cancels.size(), 1U);
  EXPECT_EQ(fields.cancels[0].text(), "08OSLO112");
  EXPECT_FALSE(fields.cancelled);
}

TEST(HeaderCancels, AreAnnouncedInManyWords) {
  for (const char* words :
       {"THIS CABLE SUPERSEDES", "REPLACEMENT FOR", "THIS CANCELS", "REPLACES"}) {
    const TelegramHeader fields =
        header("R 011200Z FEB 08\nFM AMEMBASSY OSLO\nUNCLAS OSLO 000117\n\n" + std::string(words) +
               " OSLO 0112.\nSUBJECT: X\n");
    ASSERT_EQ(fields.cancels.size(), 1U) << words;
    EXPECT_EQ(fields.cancels[0].text(), "08OSLO112") << words;
  }
}

TEST(HeaderCancels, KnowsATelegramThatIsTakenBack) {
  const std::string top = "R 011200Z FEB 08\nFM AMEMBASSY OSLO\nUNCLAS OSLO 000117\nSUBJECT: X\n";

  EXPECT_TRUE(header(top + "PLEASE CANCEL OSLO 117. RESENT UNDER NEW MRN.\n").cancelled);
  EXPECT_TRUE(header(top + "CANCEL THIS MESSAGE. NEW MESSAGE SENT UNDER MRN 121\n").cancelled);
  EXPECT_TRUE(header("R 011200Z FEB 08 ZFR\nFM AMEMBASSY OSLO\n").cancelled);
  EXPECT_FALSE(header(top + "1. The ministry cancelled the tender.\n").cancelled);
  EXPECT_TRUE(header(top + "PLEASE CANCEL OSLO 117.\n").cancels.empty());
}

std::string new_number(const std::string& notice) {
  const TelegramHeader fields =
      header("R 011200Z FEB 07\nFM AMEMBASSY LONDON\nUNCLAS LONDON 001917\n\n" + notice +
             "\nSUBJECT: X\n");
  return fields.replaced_by ? fields.replaced_by->text() : "none";
}

TEST(HeaderReplacements, ANumberAloneIsOfTheSameStationAndYear) {
  EXPECT_EQ(new_number("ZFR CANCEL THIS MESSAGE. NEW MESSAGE SENT OUT UNDER MRN 1921"),
            "07LONDON1921");
  EXPECT_EQ(new_number("CANCEL THIS MESSAGE. RESENT UNDER NEW MRN 1921"), "07LONDON1921");
}

TEST(HeaderReplacements, AWholeNumberIsTakenAsItStands) {
  EXPECT_EQ(new_number("THIS TELEGRAM WAS RESENT AS 08 LISBON 00044."), "08LISBON44");
  EXPECT_EQ(new_number("THIS TELEGRAM WAS RE-SENT AS 08 LISBON 00044."), "08LISBON44");
  EXPECT_EQ(new_number("SENT AGAIN AS 08 LISBON 00044."), "08LISBON44");
  EXPECT_EQ(new_number("PLEASE CANCEL THIS MESSAGE. REPLACED BY LONDON 1921."), "07LONDON1921");
}

TEST(HeaderReplacements, ANoticeWithoutANumberNamesNone) {
  EXPECT_EQ(new_number("CANCEL TELEGRAM - WILL BE RESENT UNDER NEW MRN\n\nTAGS PREL 1921"), "none");
}

TEST(HeaderReplacements, ATelegramDoesNotReplaceItself) {
  EXPECT_EQ(new_number("SENT AGAIN AS LONDON 1917"), "none");
}

TEST(HeaderReplacements, WhatElseIsReplacedIsNoTelegram) {
  EXPECT_EQ(new_number("THE GUARDS WERE REPLACED BY 3 OFFICERS OF THE HARBOR."), "none");
  EXPECT_EQ(new_number("CANCEL THIS MESSAGE. THE GUARDS WERE REPLACED BY 3 OFFICERS."), "none");
}

}  // namespace
}  // namespace cabled::cancels_test
