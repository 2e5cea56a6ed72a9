#include "daemon/app/stoppable.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <csignal>
#include <thread>

namespace cabled::stoppable_test {
namespace {

using namespace std::chrono_literals;

constexpr auto kLong = 1h;

/// Waits for `stop`, which comes at once or never.
bool comes(const std::stop_token& stop) {
  nap(stop, 20s);
  return stop.stop_requested();
}

/// A command and its main thread: another than the test's, whose signals stay as they are.
class Command {
 public:
  explicit Command(StopRules rules) : rules_(rules) {}

  /// The exit code after `work`, which may call tell().
  int run(const std::function<int(StopOrder&)>& work) {
    int code = -1;
    std::jthread main([&] {
      main_ = ::pthread_self();
      code = run_stoppable(rules_, work);
    });
    main.join();
    return code;
  }

  void tell(int signal) const { ::pthread_kill(main_, signal); }

 private:
  StopRules rules_;
  pthread_t main_{};
};

TEST(Stoppable, TheFirstSignalAsksForAStopByItsNameAndCutsNothing) {
  Command command({.grace = kLong, .wind_up = kLong});

  const int code = command.run([&](StopOrder& order) {
    command.tell(SIGTERM);
    EXPECT_TRUE(comes(order.stop()));
    EXPECT_EQ(order.signal(), SIGTERM);
    EXPECT_FALSE(order.cut().stop_requested());
    return kFailed;
  });

  EXPECT_EQ(code, kTerminated);
}

TEST(Stoppable, TheSecondSignalCutsAtOnce) {
  Command command({.grace = kLong, .wind_up = kLong});

  const int code = command.run([&](StopOrder& order) {
    command.tell(SIGINT);
    EXPECT_TRUE(comes(order.stop()));
    command.tell(SIGTERM);
    EXPECT_TRUE(comes(order.cut()));
    return kFailed;
  });

  EXPECT_EQ(code, kInterrupted);
}

TEST(Stoppable, WhatIsUnderWayAfterItsGraceIsCut) {
  Command command({.grace = 10ms, .wind_up = kLong});

  command.run([&](StopOrder& order) {
    command.tell(SIGTERM);
    EXPECT_TRUE(comes(order.cut()));
    return kDone;
  });
}

TEST(Stoppable, WorkThatCameToItsEndIsDoneAllTheSame) {
  Command command({.grace = kLong, .wind_up = kLong});

  const int code = command.run([&](StopOrder& order) {
    command.tell(SIGTERM);
    EXPECT_TRUE(comes(order.stop()));
    return kDone;
  });

  EXPECT_EQ(code, kDone);
}

TEST(Stoppable, AClosedTerminalStopsUnlessItMeansAReload) {
  Command once({.hang_up = HangUp::kStops, .grace = kLong, .wind_up = kLong});
  Command daemon({.hang_up = HangUp::kReloads, .grace = kLong, .wind_up = kLong});

  const int code = once.run([&](StopOrder& order) {
    once.tell(SIGHUP);
    EXPECT_TRUE(comes(order.stop()));
    return kFailed;
  });
  daemon.run([&](StopOrder& order) {
    daemon.tell(SIGHUP);
    EXPECT_EQ(order.wait(20s), SignalRequest::kReload);
    EXPECT_FALSE(order.stop().stop_requested());
    return kDone;
  });

  EXPECT_EQ(code, kHungUp);
}

}  // namespace
}  // namespace cabled::stoppable_test
