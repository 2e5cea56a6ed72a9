#include "parsers/telegram/attribute_block.h"

#include <gtest/gtest.h>

#include "parsers/telegram/scanner.h"

namespace cabled::attribute_block_test {
namespace {

using Values = std::map<std::string, std::string>;

Values values_of(const std::string& lines) {
  const std::string page = " Message Attributes\n" + lines;
  const auto block = find_attribute_block(split_lines(page));
  return block ? block->values : Values{{"no", "block"}};
}

// Three keys make a block.
Values values_of_one(const std::string& line) {
  Values values = values_of(line + "\nType: TE\nCopy: SINGLE\n");
  values.erase("Type");
  values.erase("Copy");
  return values;
}

TEST(AttributeBlock, HasItsDatesAsDaysAndItsNumbersWithoutQuotes) {
  EXPECT_EQ(values_of("\tCapture Date:\t01 JAN 1994\n\tSent Date:\t09-Feb-1977 12:00:00 am\n"
                      "\tDecaption Date: 20 mar 2014\n\tReview Release Date: 31/12/2019\n"
                      "\tLine Count:\t'48'\n\tPage Count: 2\n"),
            (Values{{"Capture Date", "1994-01-01"},
                    {"Sent Date", "1977-02-09"},
                    {"Decaption Date", "2014-03-20"},
                    {"Review Release Date", "2019-12-31"},
                    {"Line Count", "48"},
                    {"Page Count", "2"}}));
}

TEST(AttributeBlock, LeavesOutKeysWithoutAValue) {
  for (const char* line :
       {"Enclosure: n/a", "Enclosure: N/A", "Enclosure:", "Enclosure:\t ",
        "Disposition Date: 01 JAN 1960", "Disposition Date: 01-Jan-1960 12:00:00 am"}) {
    EXPECT_EQ(values_of_one(line), Values{}) << line;
  }
}

TEST(AttributeBlock, TakesALineWithoutAKeyToTheValueAbove) {
  EXPECT_EQ(values_of_one("Concepts: OLIVES, PRESSES,\n  OIL\nLAMPS")["Concepts"],
            "OLIVES, PRESSES, OIL LAMPS");
  EXPECT_EQ(
      values_of_one("Review Markings:\n \nMargaret P. Grafeld\n 04 MAY 2006")["Review Markings"],
      "Margaret P. Grafeld 04 MAY 2006");
  EXPECT_EQ(values_of_one("Subject: OLIVES\nSUBJECT: OIL")["Subject"], "OLIVES SUBJECT: OIL");
  EXPECT_EQ(values_of_one("To: STATE\nTo: ALL")["To"], "STATE To: ALL") << "a key stands once";
}

TEST(AttributeBlock, StandsOnceBelowItsHeading) {
  const auto found = [](std::string_view page) {
    return find_attribute_block(split_lines(page)).has_value();
  };
  const std::string block = "Message Attributes\nType: TE\nCopy: SINGLE\nFrom: TUNIS\n";
  EXPECT_TRUE(found("1. OLIVES\n" + block));
  EXPECT_FALSE(found(block + block)) << "two records";
  EXPECT_FALSE(found("THE MESSAGE ATTRIBUTES WERE\nType: TE\nCopy: SINGLE\nFrom: TUNIS\n"));
  EXPECT_FALSE(found("Message Attributes\nare words of this page.\nType: large"));
}

}  // namespace
}  // namespace cabled::attribute_block_test
