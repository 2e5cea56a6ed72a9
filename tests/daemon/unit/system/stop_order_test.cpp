#include "daemon/system/stop_order.h"

#include <gtest/gtest.h>

#include <csignal>
#include <thread>

namespace cabled::stop_order_test {
namespace {

using namespace std::chrono_literals;

constexpr auto kLong = 30s;

TEST(StopOrder, TellsOfEachWishOnceAndOfAStopFirst) {
  StopOrder order;
  order.give_reload();
  order.wake();
  order.give_stop(SIGTERM);
  order.give_cut();
  order.give_cut();

  EXPECT_EQ(order.wait(kLong), SignalRequest::kStop);
  EXPECT_EQ(order.wait(kLong), SignalRequest::kCut);
  EXPECT_EQ(order.wait(kLong), SignalRequest::kWake);
  EXPECT_EQ(order.wait(kLong), SignalRequest::kReload);
  EXPECT_EQ(order.wait(0ms), SignalRequest::kNothing);
}

TEST(StopOrder, KeepsAReloadUntilSomebodyAsks) {
  StopOrder order;

  order.give_reload();
  order.wake();

  EXPECT_EQ(order.wait(kLong), SignalRequest::kWake) << "the end of the work";
  EXPECT_EQ(order.wait(kLong), SignalRequest::kReload);
}

TEST(StopOrder, WakesTheOneWhoWaits) {
  StopOrder order;
  std::jthread other([&] { order.give_stop(SIGINT); });

  EXPECT_EQ(order.wait(kLong), SignalRequest::kStop);
  other.join();
  EXPECT_EQ(order.signal(), SIGINT);
  EXPECT_TRUE(order.stop().stop_requested());
  EXPECT_FALSE(order.cut().stop_requested());
}

TEST(StopOrder, AStopEndsANap) {
  StopOrder order;
  const std::jthread other([&] { order.give_stop(SIGTERM); });

  nap(order.stop(), std::chrono::hours(1));

  EXPECT_TRUE(order.stop().stop_requested());
}

}  // namespace
}  // namespace cabled::stop_order_test
