#include "parsers/locate/clean_telegram.h"

#include <gtest/gtest.h>

#include <string>

namespace cabled::publisher_marks_test {
namespace {

TEST(CleanTelegram, TakesPilcrowsOutAlsoWhereTheyWereMisread) {
  EXPECT_EQ(clean_telegram({"\u00b61. Gulls.", "\u0392\u03862. Terns."}), "1. Gulls.\n2. Terns.\n");
}

TEST(CleanTelegram, KeepsGreekLettersInTheText) {
  EXPECT_EQ(clean_telegram({"He wrote \u0392\u0386 on the wall."}),
            "He wrote \u0392\u0386 on the wall.\n");
}

TEST(CleanTelegram, CutsTrailingBlanksAndFoldsRunsOfBlankLines) {
  EXPECT_EQ(clean_telegram({"", "a  ", "", " ", "", "  b", "", ""}), "a\n\n  b\n");
}

TEST(CleanTelegram, DropsAnExcerptThatIsSaidAgainInFull) {
  EXPECT_EQ(
      clean_telegram({"FM AMEMBASSY CARRICK", "UNCLAS CARRICK 000015", "", "1. Gulls have le",
                      "UNCLAS CARRICK 000015", "1. Gulls have left the harbor.", "2. Terns stay."}),
      "FM AMEMBASSY CARRICK\nUNCLAS CARRICK 000015\n1. Gulls have left the harbor.\n2. Terns "
      "stay.\n");
}

TEST(CleanTelegram, KeepsARepeatedClassificationLineBetweenDifferentTexts) {
  EXPECT_EQ(
      clean_telegram({"UNCLAS CARRICK 000015", "1. Gulls.", "UNCLAS CARRICK 000015", "2. Terns."}),
      "UNCLAS CARRICK 000015\n1. Gulls.\nUNCLAS CARRICK 000015\n2. Terns.\n");
}

}  // namespace
}  // namespace cabled::publisher_marks_test
