#include "daemon/schedule/next_run.h"

#include <gtest/gtest.h>

#include "db/sql/execute.h"
#include "tests/support/test_database.h"

namespace cabled::next_run_test {
namespace {

class NextRun : public testing::Test {
 protected:
  /// The runs after `start`, one planned when the one before begins, as "HH:MM" of UTC; those
  /// before `end`.
  std::vector<std::string> runs(const std::string& schedule, const std::string& zone,
                                const std::string& start, const std::string& end) {
    const Cron cron = Cron::parse(schedule).value();
    auto all = db::transact(connection_, [&](pqxx::work& tx) {
      std::vector<std::string> found;
      const db::Timestamp last = instant(tx, end);
      for (auto time = next_run(tx, cron, zone, instant(tx, start)); time < last;
           time = next_run(tx, cron, zone, time)) {
        found.push_back(db::execute_one(tx,
                                        "SELECT to_char(to_timestamp($1::bigint / 1e6)"
                                        "  AT TIME ZONE 'UTC', 'HH24:MI')",
                                        time.count())[0]
                            .as<std::string>());
      }
      return found;
    });
    EXPECT_TRUE(all.has_value()) << all.error().message;
    return *all;
  }

  static db::Timestamp instant(pqxx::work& tx, const std::string& text) {
    return db::Timestamp(
        db::execute_one(tx, "SELECT (extract(epoch FROM $1::timestamptz) * 1000000)::bigint",
                        text)[0]
            .as<std::int64_t>());
  }

  test::TestDatabase database_;
  db::Connection connection_ = database_.connect();
};

using Times = std::vector<std::string>;

// In Berlin the clocks went from 03:00 back to 02:00 at 01:00 UTC on 25 October 2026.
TEST_F(NextRun, GoesThroughBothOfTwoHoursWhenTheScheduleSaysHowOften) {
  EXPECT_EQ(runs("*/20 * * * *", "Europe/Berlin", "2026-10-24 23:50Z", "2026-10-25 02:30Z"),
            (Times{"00:00", "00:20", "00:40", "01:00", "01:20", "01:40", "02:00", "02:20"}));
  EXPECT_EQ(runs("30 * * * *", "Europe/Berlin", "2026-10-24 23:40Z", "2026-10-25 03:00Z"),
            (Times{"00:30", "01:30", "02:30"}));
  EXPECT_EQ(runs("hourly", "Europe/Berlin", "2026-10-24 23:40Z", "2026-10-25 03:00Z"),
            (Times{"00:00", "01:00", "02:00"}));
  EXPECT_EQ(runs("*/30 2 * * *", "Europe/Berlin", "2026-10-24 23:40Z", "2026-10-25 12:00Z"),
            (Times{"00:00", "00:30", "01:00", "01:30"}));
}

TEST_F(NextRun, MissesNoMinuteOfTwoHours) {
  EXPECT_EQ(runs("* * * * *", "Europe/Berlin", "2026-10-25 00:00Z", "2026-10-25 02:00Z").size(),
            119U);
}

TEST_F(NextRun, GoesThroughTheHalfHourThatLordHoweHasTwice) {
  // From 02:00 back to 01:30 at 15:00 UTC on 4 April 2026.
  EXPECT_EQ(runs("*/15 * * * *", "Australia/Lord_Howe", "2026-04-04 14:20Z", "2026-04-04 15:50Z"),
            (Times{"14:30", "14:45", "15:00", "15:15", "15:30", "15:45"}));
}

TEST_F(NextRun, IsOneOfTwoHoursWhenTheScheduleSaysAtWhatHour) {
  EXPECT_EQ(runs("30 2 * * *", "Europe/Berlin", "2026-10-24 12:00Z", "2026-10-26 00:00Z"),
            Times{"01:30"});
  EXPECT_EQ(runs("0,30 2 * * *", "Europe/Berlin", "2026-10-24 12:00Z", "2026-10-26 00:00Z"),
            (Times{"01:00", "01:30"}));
}

// From 02:00 to 03:00 at 01:00 UTC on 29 March 2026.
TEST_F(NextRun, ComesOnceAfterTheGapWhenTheClocksSkipIt) {
  EXPECT_EQ(runs("30 2 * * *", "Europe/Berlin", "2026-03-28 12:00Z", "2026-03-29 20:00Z"),
            Times{"01:30"});
  EXPECT_EQ(runs("*/20 * * * *", "Europe/Berlin", "2026-03-29 00:30Z", "2026-03-29 01:30Z"),
            (Times{"00:40", "01:00", "01:20"}));
  EXPECT_EQ(runs("*/20 3 * * *", "Europe/Berlin", "2026-03-29 00:30Z", "2026-03-29 12:00Z"),
            (Times{"01:00", "01:20", "01:40"}));
}

}  // namespace
}  // namespace cabled::next_run_test
