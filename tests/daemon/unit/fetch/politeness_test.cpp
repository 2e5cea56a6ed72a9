#include "daemon/fetch/politeness.h"

#include <gtest/gtest.h>

namespace cabled::politeness_test {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Instant kNow{hours(1000)};
constexpr std::chrono::sys_seconds kDate{hours(1000)};

HostVisit served(milliseconds latency) { return {HostAnswer::kServed, latency, std::nullopt, {}}; }
HostVisit failed() { return {HostAnswer::kFailed, milliseconds(0), std::nullopt, {}}; }
HostVisit slow_down(std::optional<seconds> retry_after) {
  return {HostAnswer::kSlowDown, milliseconds(5), retry_after, {}};
}

HostPace after_failures(int count) {
  HostPace pace;
  for (int i = 0; i < count; ++i) pace = after_visit({}, pace, failed(), kNow, 0.0);
  return pace;
}

TEST(Politeness, KeepsTheDelayFromOneStartToTheNext) {
  const PaceLimits limits{.min_delay = seconds(2), .max_concurrency = 4};

  const HostPace pace = after_start(limits, {}, kNow);

  EXPECT_FALSE(may_start(limits, pace, 0, kNow + milliseconds(1999)));
  EXPECT_TRUE(may_start(limits, pace, 0, kNow + seconds(2)));
}

TEST(Politeness, KeepsTheDelayFromTheAnswerToTheNextStart) {
  const PaceLimits limits{.min_delay = seconds(2)};
  HostVisit visit = served(milliseconds(300));
  visit.since_answer = milliseconds(100);

  HostPace pace = after_start(limits, {}, kNow);
  pace = after_visit(limits, pace, visit, kNow + milliseconds(400), 0.0);

  EXPECT_FALSE(may_start(limits, pace, 0, kNow + milliseconds(2299)));
  EXPECT_TRUE(may_start(limits, pace, 0, kNow + milliseconds(2300)));
}

TEST(Politeness, KeepsTheDelayAfterAnAnswerThatNeverCame) {
  const PaceLimits limits{.min_delay = seconds(2)};

  const HostPace pace = after_visit(limits, {}, failed(), kNow, 0.0);

  EXPECT_FALSE(may_start(limits, pace, 0, kNow + milliseconds(1999)));
}

TEST(Politeness, DoesNotWaitWhereNoDelayIsWanted) {
  const PaceLimits limits{.min_delay = seconds(0), .max_delay = seconds(0)};

  HostPace pace = after_start(limits, {}, kNow);
  pace = after_visit(limits, pace, served(milliseconds(300)), kNow, 0.0);

  EXPECT_TRUE(may_start(limits, pace, 0, kNow));
}

TEST(Politeness, NeverRunsMoreVisitsThanAllowed) {
  const PaceLimits limits{.max_concurrency = 2};

  EXPECT_TRUE(may_start(limits, {}, 1, kNow));
  EXPECT_FALSE(may_start(limits, {}, 2, kNow));
}

TEST(Politeness, SlowsDownWithTheHost) {
  const PaceLimits limits{.min_delay = seconds(1), .target_load = 0.5};
  HostPace pace;

  pace = after_visit(limits, pace, served(seconds(4)), kNow, 0.0);

  EXPECT_EQ(delay_of(limits, pace), seconds(8));
}

TEST(Politeness, SpeedsUpStepByStepWhenTheHostServesQuickly) {
  HostPace pace{.latency = seconds(8)};

  pace = after_visit({}, pace, served(milliseconds(1)), kNow, 0.0);

  EXPECT_LT(pace.latency, seconds(5));
  EXPECT_GT(pace.latency, seconds(3));
}

TEST(Politeness, StaysWithinItsDelays) {
  const PaceLimits limits{.min_delay = seconds(3), .max_delay = seconds(20)};

  EXPECT_EQ(delay_of(limits, {.latency = milliseconds(1)}), seconds(3));
  EXPECT_EQ(delay_of(limits, {.latency = hours(1)}), seconds(20));
}

TEST(Politeness, KeepsToACrawlDelayThatIsOverTheMaximum) {
  const PaceLimits limits{.min_delay = seconds(90), .max_delay = seconds(20)};

  EXPECT_EQ(delay_of(limits, {.latency = hours(1)}), seconds(90));
}

class QuickAnswer : public testing::TestWithParam<HostAnswer> {};

TEST_P(QuickAnswer, ThatIsAnErrorNeverSpeedsUp) {
  const HostPace before{.latency = seconds(8)};

  const HostPace after =
      after_visit({}, before, {GetParam(), milliseconds(1), std::nullopt, {}}, kNow, 0.0);

  EXPECT_GE(delay_of({}, after), delay_of({}, before));
}

INSTANTIATE_TEST_SUITE_P(Errors, QuickAnswer,
                         testing::Values(HostAnswer::kNoPage, HostAnswer::kSlowDown,
                                         HostAnswer::kFailed, HostAnswer::kNothing));

TEST(RetryAfter, IsNeverUndercutWhateverTheChance) {
  for (const double chance : {0.0, 0.5, 0.999}) {
    const HostPace pace = after_visit({}, {}, slow_down(seconds(120)), kNow, chance);

    EXPECT_FALSE(may_start({}, pace, 0, kNow + milliseconds(119'999))) << chance;
    EXPECT_TRUE(may_start({}, pace, 0, kNow + seconds(133))) << chance;
  }
}

TEST(RetryAfter, IsCapped) {
  const PaceLimits limits{.max_retry_after = hours(2)};

  const HostPace pace = after_visit(limits, {}, slow_down(hours(100'000)), kNow, 0.0);

  EXPECT_EQ(pace.blocked_until, kNow + hours(2));
}

TEST(RetryAfter, OfNothingStillGetsARest) {
  const PaceLimits limits{.first_rest = seconds(30)};

  const HostPace pace = after_visit(limits, {}, slow_down(seconds(0)), kNow, 0.0);

  EXPECT_GE(pace.blocked_until, kNow + seconds(10));
}

TEST(RetryAfter, DoesNotShortenABlockThatIsLonger) {
  const HostPace before{.blocked_until = kNow + hours(3)};

  EXPECT_EQ(after_visit({}, before, slow_down(seconds(60)), kNow, 0.0).blocked_until,
            kNow + hours(3));
}

TEST(SlowDown, IsObeyedTheFirstTimeEvenWithoutRetryAfter) {
  const PaceLimits limits{.first_rest = seconds(30)};

  const HostPace pace = after_visit(limits, {}, slow_down(std::nullopt), kNow, 0.0);

  EXPECT_FALSE(may_start(limits, pace, 0, kNow + seconds(14)));
}

TEST(CircuitBreaker, OpensAtTheLastFailureAndNotBefore) {
  const Instant after_the_pause = kNow + PaceLimits{}.min_delay;

  EXPECT_TRUE(may_start({}, after_failures(4), 0, after_the_pause));
  EXPECT_FALSE(may_start({}, after_failures(5), 0, after_the_pause));
}

TEST(CircuitBreaker, RestsTwiceAsLongWithEachFailureMoreUpToTheMaximum) {
  const auto rest = [](int failures) { return after_failures(failures).blocked_until - kNow; };

  EXPECT_EQ(rest(6), 2 * rest(5));
  EXPECT_EQ(rest(7), 4 * rest(5));
  EXPECT_EQ(rest(100), hours(3));  // six hours, half of them by chance
}

TEST(CircuitBreaker, TriesARestedHostWithOneVisit) {
  const PaceLimits limits{.max_concurrency = 4};
  const HostPace pace = after_failures(5);
  const Instant rested = next_start(pace);

  EXPECT_TRUE(may_start(limits, pace, 0, rested));
  EXPECT_FALSE(may_start(limits, pace, 1, rested));
}

TEST(CircuitBreaker, ClosesWhenTheHostServesAgain) {
  const HostPace open = after_failures(9);

  const HostPace closed = after_visit({}, open, served(milliseconds(10)), kNow, 0.0);

  EXPECT_EQ(closed.failures, 0);
}

TEST(CircuitBreaker, IsNotMovedByWhatIsNotTheHostsDoing) {
  const HostPace before = after_failures(4);

  EXPECT_EQ(after_visit({}, before, {HostAnswer::kNothing, seconds(9), seconds(9)}, kNow, 0.0),
            before);
}

TEST(BackOff, SpreadsOverTheUpperHalf) {
  EXPECT_EQ(back_off(seconds(10), hours(1), 1, 0.0), seconds(5));
  EXPECT_EQ(back_off(seconds(10), hours(1), 1, 0.5), milliseconds(7500));
  EXPECT_EQ(back_off(seconds(10), hours(1), 3, 0.0), seconds(20));
}

TEST(BackOff, TakesAnyNumberOfAttempts) {
  EXPECT_EQ(back_off(seconds(10), hours(1), 2'000'000'000, 0.0), milliseconds(hours(1)) / 2);
  EXPECT_EQ(back_off(seconds(10), hours(1), -7, 0.0), seconds(5));
}

FetchResult result_with(std::variant<FetchResponse, FetchFailure> outcome) {
  return {0, Url::parse("http://cables.example/").value(), std::move(outcome)};
}

FetchResponse response_with(int status) {
  FetchResponse response;
  response.status = status;
  response.timings.connect = microseconds(30'000);
  response.timings.first_byte = microseconds(50'000);
  return response;
}

TEST(VisitOf, JudgesTheHostByTheStatus) {
  const auto answer = [](int status) {
    return visit_of(result_with(response_with(status)), kDate).answer;
  };

  EXPECT_EQ(answer(200), HostAnswer::kServed);
  EXPECT_EQ(answer(304), HostAnswer::kServed);
  EXPECT_EQ(answer(404), HostAnswer::kNoPage);
  EXPECT_EQ(answer(429), HostAnswer::kSlowDown);
  EXPECT_EQ(answer(503), HostAnswer::kSlowDown);
  EXPECT_EQ(answer(500), HostAnswer::kFailed);
}

TEST(VisitOf, LeavesTheConnectionOutOfTheLatency) {
  EXPECT_EQ(visit_of(result_with(response_with(200)), kDate).latency, milliseconds(20));
}

TEST(VisitOf, ReadsTheRetryAfterOfASlowDown) {
  FetchResponse response = response_with(503);
  response.response_head = "HTTP/1.1 503 Busy\r\nretry-after: 120\r\n\r\n";

  EXPECT_EQ(visit_of(result_with(response), kDate).retry_after, seconds(120));
}

TEST(VisitOf, BlamesTheHostOnlyForItsOwnFailures) {
  const auto answer = [](FailureClass failure) {
    return visit_of(result_with(FetchFailure{failure, ErrorKind::kTransient, "x"}), kDate).answer;
  };

  EXPECT_EQ(answer(FailureClass::kTimeout), HostAnswer::kFailed);
  EXPECT_EQ(answer(FailureClass::kTruncated), HostAnswer::kFailed);
  EXPECT_EQ(answer(FailureClass::kTooLarge), HostAnswer::kNothing);
  EXPECT_EQ(answer(FailureClass::kRefusedAddress), HostAnswer::kNothing);
  EXPECT_EQ(answer(FailureClass::kCancelled), HostAnswer::kNothing);
}

}  // namespace
}  // namespace cabled::politeness_test
