#include "parsers/telegram/remove_page_marks.h"

#include <gtest/gtest.h>

namespace cabled::remove_page_marks_test {
namespace {

TEST(PageMarks, AreTakenOutWhereverTheyStand) {
  EXPECT_EQ(without_page_marks("no rain\n\nHANOI 00000900  001.2 OF 003\n\n\nfor weeks"),
            "no rain\nfor weeks");
  EXPECT_EQ(without_page_marks("It was dry.\n\nHANOI 00000900  001.2 OF 003\n\nRain came."),
            "It was dry.\n\nRain came.");
  EXPECT_EQ(without_page_marks("no rain HANOI 00000900 002 OF 003 for weeks"),
            "no rain \f for weeks");
  EXPECT_EQ(
      without_page_marks("no rain\n\n        SECRET\n\nPAGE 02  HANOI  00900  271458Z\nfor weeks"),
      "no rain\nfor weeks");
}

TEST(PageLine, IsTakenOutOfALineWhereverItStands) {
  EXPECT_EQ(without_page_line("TO PAGE 02 STATE 015113 182333Z AMEMBASSY OSLO"),
            "TO AMEMBASSY OSLO");
  EXPECT_EQ(without_page_line("PAGE 02 STATE 015113"), "");
  EXPECT_EQ(without_page_line("HOME PAGE 02"), "HOME PAGE 02");
}

}  // namespace
}  // namespace cabled::remove_page_marks_test
