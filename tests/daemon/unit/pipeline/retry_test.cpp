#include "daemon/pipeline/retry.h"

#include <gtest/gtest.h>

namespace cabled::retry_test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(RetryDelay, DoublesFromAMinuteToADay) {
  EXPECT_EQ(retry_delay(1), minutes(1));
  EXPECT_EQ(retry_delay(2), minutes(2));
  EXPECT_EQ(retry_delay(5), minutes(16));
  EXPECT_EQ(retry_delay(11), minutes(1024));
  EXPECT_EQ(retry_delay(12), hours(24));
  EXPECT_EQ(retry_delay(1'000'000), hours(24));
}

TEST(RetryAfter, IsWhatTheServerAsksForButAtMostADay) {
  EXPECT_EQ(retry_after("120", seconds(0)), minutes(2));
  EXPECT_EQ(retry_after("999999999", seconds(0)), hours(24));
  EXPECT_EQ(retry_after("Thu, 01 Jan 1970 00:01:30 GMT", seconds(30)), minutes(1));
}

TEST(RetryAfter, IsNothingWhenItSaysNothingReadable) {
  EXPECT_EQ(retry_after("", seconds(0)), std::nullopt);
  EXPECT_EQ(retry_after("soon", seconds(0)), std::nullopt);
}

}  // namespace
}  // namespace cabled::retry_test
