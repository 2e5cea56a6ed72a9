#include "daemon/serve/html/amounts.h"

#include <gtest/gtest.h>

namespace cabled::serve::amounts_test {
namespace {

TEST(ByteWords, ChooseTheUnit) {
  EXPECT_EQ(byte_words(1), "1 byte");
  EXPECT_EQ(byte_words(999), "999 bytes");
  EXPECT_EQ(byte_words(12'400), "12.4 kB");
  EXPECT_EQ(byte_words(999'999), "1.0 MB");
  EXPECT_EQ(byte_words(3'100'000'000), "3.1 GB");
}

TEST(SpanWords, NameTheGreatestUnit) {
  EXPECT_EQ(span_words(-3), "0 seconds");
  EXPECT_EQ(span_words(59), "59 seconds");
  EXPECT_EQ(span_words(3600), "1 hour");
  EXPECT_EQ(span_words(90'000), "1 day");
}

}  // namespace
}  // namespace cabled::serve::amounts_test
