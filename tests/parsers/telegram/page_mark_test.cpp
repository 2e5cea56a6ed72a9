#include "parsers/telegram/page_mark.h"

#include <gtest/gtest.h>

namespace cabled::page_mark_test {
namespace {

constexpr auto kStrict = Strictness::kStrict;
constexpr auto kTolerant = Strictness::kTolerant;

TEST(PageMark, OfAPageLineHasStationAndSerial) {
  const auto line = read_page_line("PAGE 02        HARARE  05461  01 OF 02  271458Z", kStrict);

  ASSERT_TRUE(line);
  EXPECT_EQ(line->mark.station, "HARARE");
  EXPECT_EQ(line->mark.serial, 5461);
}

TEST(PageMark, OfAPageLineMayLackSectionAndTimeWhereNothingIsTakenOut) {
  EXPECT_TRUE(read_page_line("PAGE 01        STATE  123456", kTolerant));
  EXPECT_FALSE(read_page_line("PAGE 01        STATE  123456", kStrict));
  EXPECT_TRUE(read_page_line("PAGE 02  BUENOS AIRES  05461", kTolerant));
}

TEST(PageMark, IsNoOtherPage) {
  for (const char* line : {"PAGE 01 OF 05", "PAGE 3", "PAGES 02 HARARE 05461"}) {
    EXPECT_FALSE(read_page_line(line, kTolerant)) << line;
  }
}

TEST(PageMark, OfAMarkerHasEightDigitsOrHasLostOne) {
  EXPECT_GT(marker_size("00000153  001.2 OF 006", kStrict), 0U);
  EXPECT_GT(marker_size("0000153  001.2 OF 006", kTolerant), 0U);
  EXPECT_EQ(marker_size("0000153  001.2 OF 006", kStrict), 0U);
  EXPECT_TRUE(is_page_marker_line("PORT AU PRINCE 00000153  002 OF 006"));
  EXPECT_FALSE(is_page_marker_line("00000153  002 OF 006"));
}

TEST(PageMark, IsFoundInATextWithItsStationWhereALineBegins) {
  EXPECT_EQ(find_page_mark("NO RAIN\nLISBON 00000417  002 OF 003\n")->station, "LISBON");
  EXPECT_EQ(find_page_mark("DAY 3 WITHOUT RAIN LISBON 00000417  002 OF 003")->station, "");
  EXPECT_FALSE(find_page_mark("99999417  002 OF 003"));
}

}  // namespace
}  // namespace cabled::page_mark_test
