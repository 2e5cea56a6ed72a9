// A response that is cut anywhere is never taken for a whole one.

#include <gtest/gtest.h>

#include <cstddef>

#include "tests/daemon/net/fetch/fetch_one.h"
#include "tests/support/raw_server.h"

namespace cabled::test::curl_fetcher_truncation_test {
namespace {

const char* const kBody = "SUBJECT: A MEETING THAT WAS CUT SHORT\n";

std::string with_length() {
  return "HTTP/1.1 200 OK\r\nContent-Length: 38\r\n\r\n" + std::string(kBody);
}

// To the last CR alone: libcurl does not wait for the LF, by when the last chunk has come anyway.
std::string with_chunks() {
  return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n26\r\n" + std::string(kBody) +
         "\r\n0\r\n\r";
}

std::string until_close() { return "HTTP/1.1 200 OK\r\n\r\n" + std::string(kBody); }

enum class Ending { kClosed, kReset };

// Serves every prefix of `whole`, the target being its length, and gives the results in order.
std::vector<FetchResult> fetch_every_prefix(const std::string& whole, Ending ending) {
  const RawServer server([&](const std::string& head) {
    const std::size_t length = std::stoul(head.substr(5));
    return Script{Step::send(whole.substr(0, length)),
                  ending == Ending::kReset ? Step::reset() : Step::close()};
  });
  CurlFetcher fetcher(test_options());
  std::vector<FetchResult> results;
  for (std::size_t length = 0; length < whole.size(); ++length) {
    results.push_back(fetch_one(fetcher, request_for(server.url("/" + std::to_string(length)))));
  }
  return results;
}

void expect_none_whole(const std::vector<FetchResult>& results) {
  for (std::size_t length = 0; length < results.size(); ++length) {
    // A status line that is cut may also be no status line.
    const std::string got = class_of(results[length]);
    EXPECT_TRUE(got == "truncated" || (got == "protocol" && length < 17)) << length << ": " << got;
  }
}

TEST(Truncation, IsSeenAtEveryCutOfABodyWithALength) {
  expect_none_whole(fetch_every_prefix(with_length(), Ending::kClosed));
}

TEST(Truncation, IsSeenAtEveryCutOfAChunkedBody) {
  expect_none_whole(fetch_every_prefix(with_chunks(), Ending::kClosed));
}

TEST(Truncation, IsSeenAtEveryResetOfABodyWithALength) {
  expect_none_whole(fetch_every_prefix(with_length(), Ending::kReset));
}

TEST(Truncation, IsSeenAtEveryResetOfAChunkedBody) {
  expect_none_whole(fetch_every_prefix(with_chunks(), Ending::kReset));
}

TEST(Truncation, IsFlaggedAsPossibleWhenNothingSaysHowLongTheBodyIs) {
  const std::vector<FetchResult> results = fetch_every_prefix(until_close(), Ending::kClosed);
  const std::size_t head = until_close().find("\r\n\r\n") + 4;

  for (std::size_t length = 0; length < results.size(); ++length) {
    if (length < head) {
      EXPECT_NE(class_of(results[length]), "response") << length;
      continue;
    }
    EXPECT_TRUE(response_of(results[length]).length_unverified) << length;
  }
}

TEST(Truncation, IsSeenWhenABodyThatEndsWithTheConnectionIsReset) {
  const RawServer server({Step::send("HTTP/1.1 200 OK\r\n\r\n"),
                          Step::drip("hello", std::chrono::milliseconds(10)), Step::reset()});

  EXPECT_EQ(class_of(fetch_one(request_for(server.url()))), "truncated");
}

TEST(Truncation, OfOneResponseDoesNotTouchTheNext) {
  const RawServer server([](const std::string& head) {
    const bool first = head.starts_with("GET /1 ");
    return Script{Step::send(first ? with_length().substr(0, 60) : with_length()), Step::close()};
  });
  CurlFetcher fetcher(test_options());
  fetch_one(fetcher, request_for(server.url("/1")));

  const FetchResult second = fetch_one(fetcher, request_for(server.url("/2")));

  EXPECT_EQ(response_of(second).body, kBody);
}

}  // namespace
}  // namespace cabled::test::curl_fetcher_truncation_test
