#include "daemon/serve/html/words.h"

#include <gtest/gtest.h>

namespace cabled::serve::words_test {
namespace {

TEST(Words, NumbersAreGrouped) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(251287), "251,287");
  EXPECT_EQ(grouped(-1234567), "-1,234,567");
  EXPECT_EQ(counted(1, "cable", "cables"), "1 cable");
  EXPECT_EQ(counted(1000, "cable", "cables"), "1,000 cables");
}

TEST(Words, TimesAreWrittenForPeople) {
  EXPECT_EQ(long_time("2010-01-25T23:38:00Z"), "25 January 2010, 23:38 UTC");
  EXPECT_EQ(long_day("2010-01-25T23:38:00Z"), "25 January 2010");
  EXPECT_EQ(long_month("2009-06"), "June 2009");
  EXPECT_EQ(long_day("some day"), "some day");
}

TEST(Shortened, LeavesSubjectsAsTheyAre) {
  const std::string subject(400, 'X');

  EXPECT_EQ(shortened(subject), subject);
}

TEST(Shortened, CutsWhatIsLongerBetweenCharacters) {
  std::string subject(399, 'X');
  for (int i = 0; i < 100'000; ++i) subject += "é";

  EXPECT_EQ(shortened(subject), std::string(399, 'X') + "…");
}

}  // namespace
}  // namespace cabled::serve::words_test
