// Every slot is free again within its limit and a second, whatever the server does.

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/daemon/net/fetch/fetch_one.h"
#include "tests/support/raw_server.h"

namespace cabled::test::curl_fetcher_limits_test {
namespace {

TEST(Received, CountsTheBytesOfTransfersThatFailAsWell) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n";
  const RawServer cut({Step::send(head + std::string(50'000, 'x')), Step::close()});
  const RawServer endless(
      {Step::send("HTTP/1.1 200 OK\r\n\r\n" + std::string(300'000, 'x')), Step::close()});
  FetchRequest small = request_for(endless.url());
  small.limits.max_body_bytes = 100'000;

  const FetchResult truncated = fetch_one(request_for(cut.url()));
  const FetchResult too_large = fetch_one(small);

  EXPECT_EQ(class_of(truncated), "truncated");
  EXPECT_EQ(truncated.received_bytes, head.size() + 50'000);
  EXPECT_EQ(class_of(too_large), "too_large");
  EXPECT_GT(too_large.received_bytes, 100'000U);
}

TEST(Received, BeganWithTheFirstByteOfTheAnswer) {
  const RawServer server(
      {Step::drip("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", std::chrono::milliseconds(1))});

  const FetchResult result = fetch_one(request_for(server.url()));

  EXPECT_EQ(result.received_bytes, 39U);
  EXPECT_GT(result.receiving, std::chrono::milliseconds(10));
  EXPECT_LE(result.receiving, response_of(result).timings.total);
}

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

const char* const kHello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

FetchRequest limited_request(const RawServer& server, milliseconds total, seconds stall) {
  FetchRequest request = request_for(server.url());
  request.limits.total_timeout = total;
  request.limits.stall_timeout = stall;
  return request;
}

struct Timed {
  FetchResult result;
  steady_clock::duration took;
};

Timed timed_fetch(FetchRequest request) {
  const auto begin = steady_clock::now();
  FetchResult result = fetch_one(std::move(request));
  return {std::move(result), steady_clock::now() - begin};
}

/// Of each request one limit is of a second or two, and the other of half a minute or more: which
/// of them ended it is seen on a busy machine too.
constexpr seconds kBeforeTheOtherLimit{20};

TEST(Limits, FreeTheSlotOfAServerThatNeverAnswers) {
  const RawServer server({Step::hang()});

  const Timed got = timed_fetch(limited_request(server, seconds(60), seconds(1)));

  EXPECT_EQ(class_of(got.result), "stalled");
  EXPECT_LT(got.took, kBeforeTheOtherLimit);
}

TEST(Limits, FreeTheSlotOfAServerThatDripsItsHead) {
  const RawServer server({Step::drip(std::string(kHello) + std::string(1000, 'x'), seconds(1))});

  const Timed got = timed_fetch(limited_request(server, seconds(60), seconds(2)));

  EXPECT_EQ(class_of(got.result), "stalled");
  EXPECT_LT(got.took, kBeforeTheOtherLimit);
}

TEST(Limits, FreeTheSlotOfAServerThatStopsInItsBody) {
  const RawServer server(
      {Step::send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello"), Step::hang()});

  const Timed got = timed_fetch(limited_request(server, seconds(60), seconds(1)));

  EXPECT_EQ(class_of(got.result), "stalled");
  EXPECT_LT(got.took, kBeforeTheOtherLimit);
}

TEST(Limits, CutADripThatIsJustFastEnoughAtTheTotal) {
  const RawServer server({Step::send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"),
                          Step::drip(std::string(100'000, 'x'), milliseconds(1))});

  const Timed got = timed_fetch(limited_request(server, milliseconds(700), seconds(30)));

  EXPECT_EQ(class_of(got.result), "timeout");
  EXPECT_EQ(std::get<FetchFailure>(got.result.outcome).kind, ErrorKind::kTransient);
  EXPECT_LT(got.took, kBeforeTheOtherLimit);
}

TEST(Limits, HoldForAHundredHungServersWhileOthersAreServed) {
  const RawServer hung({Step::hang()});
  const RawServer good({Step::send(kHello)});
  CurlFetcher fetcher(test_options());
  for (int i = 0; i < 100; ++i) fetcher.start(limited_request(hung, seconds(60), seconds(1)));
  const auto begin = steady_clock::now();
  int stalled = 0;
  int served = 0;

  fetcher.start(request_for(good.url()));
  while (fetcher.active() > 0) {
    for (const FetchResult& result : fetcher.wait(seconds(10))) {
      stalled += class_of(result) == "stalled" ? 1 : 0;
      served += class_of(result) == "response" ? 1 : 0;
      // For as long as others hang, the good one keeps being asked.
      if (class_of(result) == "response" && stalled == 0) fetcher.start(request_for(good.url()));
    }
  }

  EXPECT_EQ(stalled, 100);
  EXPECT_GT(served, 10);
  EXPECT_LT(steady_clock::now() - begin, kBeforeTheOtherLimit);
}

TEST(Wait, ReturnsAtItsTimeoutWhenNothingHasEnded) {
  const RawServer server({Step::hang()});
  CurlFetcher fetcher(test_options());
  fetcher.start(request_for(server.url()));

  EXPECT_TRUE(fetcher.wait(milliseconds(20)).empty());
  EXPECT_EQ(fetcher.active(), 1U);
}

TEST(Wake, EndsAWaitOfAnotherThread) {
  CurlFetcher fetcher(test_options());
  const auto begin = steady_clock::now();

  std::jthread waker([&] { fetcher.wake(); });
  const bool nothing = fetcher.wait(seconds(30)).empty();
  waker.join();

  EXPECT_TRUE(nothing);
  EXPECT_LT(steady_clock::now() - begin, seconds(20));
}

TEST(CancelAll, ReportsEachTransferOnce) {
  const RawServer server({Step::hang()});
  CurlFetcher fetcher(test_options());
  for (int i = 0; i < 5; ++i) fetcher.start(request_for(server.url()));
  fetcher.wait(milliseconds(10));

  fetcher.cancel_all();

  EXPECT_EQ(fetcher.active(), 5U);
  const std::vector<FetchResult> results = fetcher.wait(seconds(0));
  ASSERT_EQ(results.size(), 5U);
  for (const FetchResult& result : results) EXPECT_EQ(class_of(result), "cancelled");
  EXPECT_EQ(fetcher.active(), 0U);
}

TEST(CancelAll, LeavesTheFetcherUsable) {
  const RawServer hung({Step::hang()});
  const RawServer good({Step::send(kHello)});
  CurlFetcher fetcher(test_options());
  fetcher.start(request_for(hung.url()));
  fetcher.cancel_all();
  fetcher.wait(seconds(0));

  EXPECT_EQ(response_of(fetch_one(fetcher, request_for(good.url()))).body, "hello");
}

TEST(Destruction, CutsWhatStillRuns) {
  const RawServer server({Step::hang()});
  const auto begin = steady_clock::now();

  {
    CurlFetcher fetcher(test_options());
    fetcher.start(request_for(server.url()));
    fetcher.wait(milliseconds(10));
  }

  EXPECT_LT(steady_clock::now() - begin, seconds(5));
}

}  // namespace
}  // namespace cabled::test::curl_fetcher_limits_test
