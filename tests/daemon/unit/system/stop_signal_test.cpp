#include "daemon/system/stop_signal.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <thread>

namespace cabled::stop_signal_test {
namespace {

using namespace std::chrono_literals;

constexpr auto kLong = 30s;

void send(int signal) { ::kill(::getpid(), signal); }

TEST(StopSignal, FirstStopsSecondCuts) {
  StopSignal signals(HangUp::kReloads);

  send(SIGTERM);
  EXPECT_EQ(signals.wait(kLong), SignalRequest::kStop);
  send(SIGINT);
  EXPECT_EQ(signals.wait(kLong), SignalRequest::kCut);
}

TEST(StopSignal, HangUpReloadsAndDoesNotCountAsAStop) {
  StopSignal signals(HangUp::kReloads);

  send(SIGHUP);
  EXPECT_EQ(signals.wait(kLong), SignalRequest::kReload);
  send(SIGINT);
  EXPECT_EQ(signals.wait(kLong), SignalRequest::kStop);
}

TEST(StopSignal, HangUpStopsWhatWorksForATerminalAndNeverCuts) {
  StopSignal signals(HangUp::kStops);

  send(SIGHUP);
  EXPECT_EQ(signals.wait(kLong), SignalRequest::kStop);
  EXPECT_EQ(signals.stopped_by(), SIGHUP);
  send(SIGHUP);
  EXPECT_EQ(signals.wait(0ms), SignalRequest::kNothing) << "the shell tells it too";
  send(SIGINT);
  EXPECT_EQ(signals.wait(kLong), SignalRequest::kCut);
}

TEST(StopSignal, HangUpIsIgnoredUnderNohup) {
  const auto before = ::signal(SIGHUP, SIG_IGN);
  {
    StopSignal signals(HangUp::kStops);
    send(SIGHUP);
    EXPECT_EQ(signals.wait(0ms), SignalRequest::kNothing);
  }
  ::signal(SIGHUP, before);
}

TEST(StopSignal, ThreadsStartedLaterDoNotDieOfASignal) {
  StopSignal signals(HangUp::kReloads);
  std::jthread other([] { send(SIGTERM); });

  EXPECT_EQ(signals.wait(kLong), SignalRequest::kStop);
}

TEST(StopSignal, AnyThreadMayWakeTheOneThatWaits) {
  StopSignal signals(HangUp::kReloads);
  std::jthread other([&] { signals.wake(); });

  EXPECT_EQ(signals.wait(kLong), SignalRequest::kWake);
}

TEST(StopSignal, AStopIsHeardBeforeAWake) {
  StopSignal signals(HangUp::kReloads);
  signals.wake();
  send(SIGTERM);

  EXPECT_EQ(signals.wait(kLong), SignalRequest::kStop);
  EXPECT_EQ(signals.wait(kLong), SignalRequest::kWake);
}

TEST(StopSignal, GivesUpWhenNothingComes) {
  StopSignal signals(HangUp::kReloads);

  EXPECT_EQ(signals.wait(1ms), SignalRequest::kNothing);
}

TEST(StopSignal, LeavesTheProcessAsItWas) {
  sigset_t before;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &before);
  { const StopSignal signals(HangUp::kReloads); }
  sigset_t after;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &after);

  EXPECT_EQ(::sigismember(&after, SIGTERM), ::sigismember(&before, SIGTERM));
}

}  // namespace
}  // namespace cabled::stop_signal_test
