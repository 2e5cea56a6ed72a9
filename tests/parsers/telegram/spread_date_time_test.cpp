#include "parsers/telegram/spread_date_time.h"

#include <gtest/gtest.h>

namespace cabled::spread_date_time_test {
namespace {

TEST(SpreadDateTime, IsPutTogether) {
  for (const char* line : {"P 121530 Z JUN 7 3", "P 12 1530Z JUN 73", "P 121530 JUN 73",
                           "P 121530 JUNE 73", "P 1215 30 Z JUN 7 3"}) {
    EXPECT_EQ(spread_date_time_line(line), "P 121530Z JUN 73") << line;
  }
  EXPECT_EQ(spread_date_time_line("O R 121530 Z JUN 73 ZFF4"), "O R 121530Z JUN 73 ZFF4");
}

TEST(SpreadDateTime, IsNoGroupOfAnotherLength) {
  for (const char* line : {"P 1215301Z JUN 73", "P 12153Z JUN 73", "P 121530Z JUN 7", "12 JUN 73",
                           "P 121530Z JUN 73", "ORIGIN EB-07", "", "P 121530Z JNE 73"}) {
    EXPECT_FALSE(spread_date_time_line(line)) << line;
  }
}

}  // namespace
}  // namespace cabled::spread_date_time_test
