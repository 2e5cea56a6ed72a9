// 204 and 304 end with their head (RFC 9112 section 6.3); some servers send a body all the same.

#include <gtest/gtest.h>

#include <thread>

#include "tests/daemon/net/fetch/fetch_one.h"
#include "tests/support/raw_server.h"

namespace cabled::test::curl_fetcher_bodiless_test {
namespace {

const char* const kPage = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

struct Answer {
  const char* name;
  std::string head;
  std::string bytes;
};

class BytesBehind : public testing::TestWithParam<Answer> {
 protected:
  /// The page asked for next, all bytes of the first answer having been sent before.
  static FetchResponse next_page(const Script& first, std::size_t bytes) {
    const RawServer server([&](const std::string& head) {
      return head.starts_with("GET /first ") ? first : Script{Step::send(kPage)};
    });
    CurlFetcher fetcher(test_options());
    const FetchResponse before = response_of(fetch_one(fetcher, request_for(server.url("/first"))));
    EXPECT_EQ(before.body, "");
    // Or in vain, as the connection has been closed.
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(200);
    while (server.bytes_sent() < bytes && std::chrono::steady_clock::now() < end) {
      std::this_thread::yield();
    }
    return response_of(fetch_one(fetcher, request_for(server.url("/next"))));
  }

  static void expect_the_page(const FetchResponse& response) {
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "hello");
  }
};

TEST_P(BytesBehind, ComingWithTheHeadDoNotSpoilTheNextPage) {
  const std::string whole = GetParam().head + GetParam().bytes;

  expect_the_page(next_page({Step::send(whole)}, whole.size()));
}

TEST_P(BytesBehind, ComingAfterTheHeadDoNotSpoilTheNextPage) {
  const std::string whole = GetParam().head + GetParam().bytes;

  expect_the_page(
      next_page({Step::send(GetParam().head), Step::send(GetParam().bytes)}, whole.size()));
}

TEST_P(BytesBehind, ComingOneByOneDoNotSpoilTheNextPage) {
  const std::string whole = GetParam().head + GetParam().bytes.substr(0, 20);

  expect_the_page(next_page({Step::send(GetParam().head), Step::drip(GetParam().bytes.substr(0, 20),
                                                                     std::chrono::milliseconds(1))},
                            whole.size()));
}

INSTANTIATE_TEST_SUITE_P(
    Answers, BytesBehind,
    testing::Values(
        Answer{"304_with_a_length", "HTTP/1.1 304 Not Modified\r\nContent-Length: 60\r\n\r\n",
               "HTTP/1.1 404 Gone\r\nContent-Length: 18\r\n\r\nno page to be had!"},
        Answer{"304_without_one", "HTTP/1.1 304 Not Modified\r\n\r\n", "<html>not modified</html>"},
        Answer{"304_with_a_long_body",
               "HTTP/1.1 304 Not Modified\r\nContent-Length: 300000\r\n\r\n",
               std::string(300'000, 'x')},
        Answer{"304_with_a_long_body_and_no_length", "HTTP/1.1 304 Not Modified\r\n\r\n",
               std::string(300'000, 'x')},
        Answer{"304_in_chunks", "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n",
               "5\r\nhallo\r\n0\r\n\r\n"},
        Answer{"204_with_a_length", "HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n",
               "<p>no</p>"},
        Answer{"204_without_one", "HTTP/1.1 204 No Content\r\n\r\n", "<html>no content</html>"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(Bodiless, AnswersWithoutBytesKeepTheConnection) {
  const RawServer server([](const std::string& head) {
    return head.starts_with("GET /first ") ? Script{Step::send("HTTP/1.1 304 Not Modified\r\n\r\n")}
                                           : Script{Step::send(kPage)};
  });
  CurlFetcher fetcher(test_options());

  fetch_one(fetcher, request_for(server.url("/first")));
  fetch_one(fetcher, request_for(server.url("/next")));

  EXPECT_EQ(server.connections(), 1U);
}

}  // namespace
}  // namespace cabled::test::curl_fetcher_bodiless_test
