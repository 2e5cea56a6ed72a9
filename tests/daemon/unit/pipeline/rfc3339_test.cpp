#include "daemon/pipeline/rfc3339.h"

#include <gtest/gtest.h>

namespace cabled::rfc3339_test {
namespace {

using std::chrono::seconds;

TEST(Rfc3339, WritesUtcInWholeSeconds) {
  EXPECT_EQ(rfc3339(seconds(0)), "1970-01-01T00:00:00Z");
  EXPECT_EQ(rfc3339(seconds(1'290'967'200)), "2010-11-28T18:00:00Z");
  EXPECT_EQ(rfc3339(std::chrono::microseconds(1'290'967'200'999'999)), "2010-11-28T18:00:00Z");
}

TEST(Rfc3339, KnowsLeapDaysAndTheTimeAfter2038) {
  EXPECT_EQ(rfc3339(seconds(951'782'400)), "2000-02-29T00:00:00Z");
  EXPECT_EQ(rfc3339(seconds(4'102'444'800)), "2100-01-01T00:00:00Z");
}

TEST(Rfc3339, NowIsAfterThisWasWrittenAndBeforeTheClockOfAFile) {
  EXPECT_GT(now_utc(), seconds(1'700'000'000));
  const auto later = std::chrono::system_clock::now().time_since_epoch();
  EXPECT_LE(now_utc() - later, seconds(1));
}

}  // namespace
}  // namespace cabled::rfc3339_test
