#include "parsers/telegram/executive_order_mark.h"

#include <gtest/gtest.h>

namespace cabled::executive_order_mark_test {
namespace {

constexpr auto kStrict = Strictness::kStrict;
constexpr auto kTolerant = Strictness::kTolerant;

TEST(ExecutiveOrderMark, IsReadInItsSpellings) {
  for (const char* line : {"E.O. 12958: N/A", "EO 12958: N/A", "E.O.12958: N/A", "E.0. 12958: N/A",
                           "E. O. 12958: N/A"}) {
    EXPECT_EQ(after_executive_order_mark(line, kStrict), "12958: N/A") << line;
    EXPECT_EQ(after_executive_order_mark(line, kTolerant), "12958: N/A") << line;
  }
}

TEST(ExecutiveOrderMark, MayBeMisreadWhereATelegramIsKnown) {
  EXPECT_EQ(after_executive_order_mark("E.M. 12958: N/A", kTolerant), "12958: N/A");
  EXPECT_EQ(after_executive_order_mark("E.M. 12958: N/A", kStrict), "");
}

TEST(ExecutiveOrderMark, NeedsANumberUnlessItHasItsDots) {
  EXPECT_TRUE(begins_executive_order("E.O. OF THE PRESIDENT"));
  EXPECT_TRUE(begins_executive_order("EO 12958"));
  EXPECT_FALSE(begins_executive_order("EO OFFICES"));
  EXPECT_FALSE(begins_executive_order("EMBASSY 12958"));
}

}  // namespace
}  // namespace cabled::executive_order_mark_test
