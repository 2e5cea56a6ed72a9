#include "daemon/schedule/cron.h"

#include <gtest/gtest.h>

namespace cabled::cron_test {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

Cron::WallTime at(int year, unsigned month, unsigned day, int hour, int minute) {
  const sys_days date = std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day);
  return date + std::chrono::hours(hour) + std::chrono::minutes(minute);
}

Cron::WallTime next(std::string_view text, Cron::WallTime time) {
  const Result<Cron> cron = Cron::parse(text);
  EXPECT_TRUE(cron) << text;
  return cron ? cron->next(time) : Cron::WallTime();
}

// 24 November 2026 is a Tuesday.
TEST(CronNext, IsAfterTheTimeNotAtIt) {
  EXPECT_EQ(next("30 4 * * *", at(2026, 11, 24, 4, 29)), at(2026, 11, 24, 4, 30));
  EXPECT_EQ(next("30 4 * * *", at(2026, 11, 24, 4, 30)), at(2026, 11, 25, 4, 30));
}

TEST(CronNext, KnowsStepsRangesAndLists) {
  EXPECT_EQ(next("*/20 * * * *", at(2026, 11, 24, 4, 30)), at(2026, 11, 24, 4, 40));
  EXPECT_EQ(next("0 9-17/4 * * *", at(2026, 11, 24, 10, 0)), at(2026, 11, 24, 13, 0));
  EXPECT_EQ(next("0 0 1,15 * *", at(2026, 11, 24, 0, 0)), at(2026, 12, 1, 0, 0));
}

TEST(CronNext, KnowsDaysAndMonthsByName) {
  EXPECT_EQ(next("0 6 * * mon-fri", at(2026, 11, 27, 6, 0)), at(2026, 11, 30, 6, 0));
  EXPECT_EQ(next("0 6 1 FEB *", at(2026, 11, 24, 0, 0)), at(2027, 2, 1, 6, 0));
  EXPECT_EQ(next("0 6 * * 7", at(2026, 11, 24, 0, 0)), at(2026, 11, 29, 6, 0));
}

TEST(CronNext, TakesEitherDayWhenBothAreGiven) {
  EXPECT_EQ(next("0 0 28 * wed", at(2026, 11, 24, 0, 0)), at(2026, 11, 25, 0, 0));
  EXPECT_EQ(next("0 0 28 * wed", at(2026, 11, 25, 0, 0)), at(2026, 11, 28, 0, 0));
}

TEST(CronNext, FindsTheLeapDayOverACenturyWithoutOne) {
  EXPECT_EQ(next("0 0 29 2 *", at(2096, 3, 1, 0, 0)), at(2104, 2, 29, 0, 0));
}

TEST(CronNext, KnowsTheCalendarForms) {
  EXPECT_EQ(next("hourly", at(2026, 11, 24, 4, 30)), at(2026, 11, 24, 5, 0));
  EXPECT_EQ(next("daily", at(2026, 11, 24, 4, 30)), at(2026, 11, 25, 0, 0));
  EXPECT_EQ(next("daily 04:45", at(2026, 11, 24, 4, 30)), at(2026, 11, 24, 4, 45));
  EXPECT_EQ(next("weekly", at(2026, 11, 24, 4, 30)), at(2026, 11, 30, 0, 0));
  EXPECT_EQ(next("weekly sat 23:05", at(2026, 11, 24, 4, 30)), at(2026, 11, 28, 23, 5));
  EXPECT_EQ(next("monthly 3 01:00", at(2026, 11, 24, 4, 30)), at(2026, 12, 3, 1, 0));
}

class CronRejects : public testing::TestWithParam<const char*> {};

TEST_P(CronRejects, WhatIsNoScheduleOrNeverComes) {
  EXPECT_FALSE(Cron::parse(GetParam())) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Malformed, CronRejects,
                         testing::Values("", "often", "* * * *", "* * * * * *", "60 * * * *",
                                         "* 24 * * *", "* * 0 * *", "* * 30 2 *", "*/0 * * * *",
                                         "5-1 * * * *", "daily 25:00", "daily mon", "weekly foo",
                                         "1,,2 * * * *", "-1 * * * *"));

}  // namespace
}  // namespace cabled::cron_test
