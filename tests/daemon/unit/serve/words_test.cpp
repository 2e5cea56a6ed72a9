#include "daemon/serve/html/words.h"

#include <gtest/gtest.h>

namespace cabled::serve::words_test {
namespace {

TEST(Grouped, PartsThousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(1'234'567), "1,234,567");
  EXPECT_EQ(grouped(-123), "-123");
  EXPECT_EQ(grouped(-1234), "-1,234");
}

TEST(Counted, OneIsSingular) {
  EXPECT_EQ(counted(1, "cable", "cables"), "1 cable");
  EXPECT_EQ(counted(0, "cable", "cables"), "0 cables");
}

TEST(ByteWords, ChooseTheUnit) {
  EXPECT_EQ(byte_words(1), "1 byte");
  EXPECT_EQ(byte_words(999), "999 bytes");
  EXPECT_EQ(byte_words(12'400), "12.4 kB");
  EXPECT_EQ(byte_words(999'999), "1.0 MB");
  EXPECT_EQ(byte_words(3'100'000'000), "3.1 GB");
}

TEST(TimeWords, AreThoseOfALetter) {
  EXPECT_EQ(time_words("2009-11-30T08:15:00Z"), "30 November 2009, 08:15 UTC");
  EXPECT_EQ(day_words("2010-02-03T00:00:00Z"), "3 February 2010");
}

TEST(TimeWords, LeaveWhatIsNoTimeAsItIs) {
  EXPECT_EQ(time_words(""), "");
  EXPECT_EQ(time_words("-infinity"), "-infinity");
  EXPECT_EQ(time_words("2009-13-30T08:15:00Z"), "2009-13-30T08:15:00Z");
  EXPECT_EQ(day_words("yesterday, perhaps"), "yesterday, perhaps");
}

TEST(SpanWords, NameTheGreatestUnit) {
  EXPECT_EQ(span_words(-3), "0 seconds");
  EXPECT_EQ(span_words(59), "59 seconds");
  EXPECT_EQ(span_words(3600), "1 hour");
  EXPECT_EQ(span_words(90'000), "1 day");
}

}  // namespace
}  // namespace cabled::serve::words_test
