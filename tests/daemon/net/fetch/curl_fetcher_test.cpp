#include "daemon/fetch/curl_fetcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "tests/daemon/net/fetch/fetch_one.h"
#include "tests/support/raw_server.h"

namespace cabled::test::curl_fetcher_test {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const char* const kHello =
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello";

TEST(CurlFetcher, GivesHeadAndBodyByteForByte) {
  const RawServer server({Step::send(kHello)});

  const FetchResponse response = response_of(fetch_one(request_for(server.url("/page"))));

  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.response_head,
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(response.body, "hello");
  EXPECT_FALSE(response.length_unverified);
  EXPECT_FALSE(response.truncated_by_cap);
  EXPECT_EQ(response.remote_address, "127.0.0.1");
}

TEST(CurlFetcher, ReportsTheRequestHeadAsItWasSent) {
  const RawServer server({Step::send(kHello)});

  const FetchResponse response = response_of(fetch_one(request_for(server.url("/page?a=1"))));

  ASSERT_EQ(server.request_heads().size(), 1U);
  EXPECT_EQ(response.request_head, server.request_heads().front());
}

TEST(CurlFetcher, NamesItselfAndTheCodingsItCanUndo) {
  const RawServer server({Step::send(kHello)});

  fetch_one(request_for(server.url()));

  EXPECT_THAT(server.request_heads().at(0),
              AllOf(HasSubstr("User-Agent: cabled/"), HasSubstr("(+https://example.org/"),
                    HasSubstr("Accept-Encoding: gzip, deflate, br, zstd\r\n"),
                    Not(HasSubstr("Cookie")), Not(HasSubstr("If-"))));
}

TEST(CurlFetcher, RefusesToWorkWithoutAUserAgent) {
  EXPECT_THROW(CurlFetcher(CurlFetcherOptions{}), std::invalid_argument);
  EXPECT_THROW(CurlFetcher(CurlFetcherOptions{.user_agent = "a\r\nb: c"}), std::invalid_argument);
}

TEST(CurlFetcher, SendsValidatorsAndTakesNotModified) {
  const RawServer server({Step::send("HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n")});
  FetchRequest request = request_for(server.url());
  request.etag = "\"x\"";
  request.last_modified = "Tue, 09 Nov 2010 14:49:00 GMT";

  const FetchResponse response = response_of(fetch_one(std::move(request)));

  EXPECT_EQ(response.status, 304);
  EXPECT_FALSE(response.length_unverified);
  EXPECT_THAT(server.request_heads().at(0),
              AllOf(HasSubstr("If-None-Match: \"x\"\r\n"),
                    HasSubstr("If-Modified-Since: Tue, 09 Nov 2010 14:49:00 GMT\r\n")));
}

TEST(CurlFetcher, LeavesOutValidatorsThatWouldBeHeadersOfTheirOwn) {
  const RawServer server({Step::send(kHello)});
  FetchRequest request = request_for(server.url());
  request.etag = "\"x\"\r\nX-Smuggled: 1";

  fetch_one(std::move(request));

  EXPECT_THAT(server.request_heads().at(0), Not(HasSubstr("Smuggled")));
}

TEST(CurlFetcher, ValidatorsOfOneRequestDoNotReachTheNext) {
  const RawServer server({Step::send(kHello)});
  CurlFetcher fetcher(test_options());
  FetchRequest first = request_for(server.url());
  first.etag = "\"x\"";
  fetch_one(fetcher, std::move(first));

  fetch_one(fetcher, request_for(server.url()));

  EXPECT_THAT(server.request_heads().at(1), Not(HasSubstr("If-None-Match")));
}

TEST(CurlFetcher, UndoesTheTransferCodingAlone) {
  const RawServer server(
      {Step::send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                  "Content-Encoding: gzip\r\n\r\n"
                  "3\r\n\x1f\x8b\x08\r\n4;x=y\r\nrest\r\n0\r\n"
                  "X-Trailer: 1\r\n\r\n")});

  const FetchResponse response = response_of(fetch_one(request_for(server.url())));

  EXPECT_EQ(response.body, "\x1f\x8b\x08rest");
  EXPECT_THAT(response.response_head, AllOf(EndsWith("gzip\r\n\r\n"), Not(HasSubstr("Trailer"))));
  EXPECT_FALSE(response.length_unverified);
}

TEST(CurlFetcher, DropsInterimResponses) {
  const RawServer server({Step::send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"),
                          Step::send("HTTP/1.1 100 Continue\r\n\r\n"), Step::send(kHello)});

  const FetchResponse response = response_of(fetch_one(request_for(server.url())));

  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.response_head, StartsWith("HTTP/1.1 200 OK\r\n"));
}

TEST(CurlFetcher, FlagsABodyThatEndsWithTheConnection) {
  const RawServer server({Step::send("HTTP/1.1 200 OK\r\n\r\nhello"), Step::close()});

  const FetchResponse response = response_of(fetch_one(request_for(server.url())));

  EXPECT_EQ(response.body, "hello");
  EXPECT_TRUE(response.length_unverified);
}

TEST(CurlFetcher, KeepsConnectionsAlive) {
  const RawServer server({Step::send(kHello)});
  CurlFetcher fetcher(test_options());

  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(response_of(fetch_one(fetcher, request_for(server.url()))).body, "hello");
  }

  EXPECT_EQ(server.connections(), 1U);
}

TEST(CurlFetcher, AsksAgainWhenAKeptConnectionTurnsOutDead) {
  const RawServer server({Step::send(kHello), Step::close()});
  CurlFetcher fetcher(test_options());
  fetch_one(fetcher, request_for(server.url()));

  const FetchResult second = fetch_one(fetcher, request_for(server.url()));

  EXPECT_EQ(response_of(second).body, "hello");
}

class CurlFetcherStatus : public testing::TestWithParam<int> {};

TEST_P(CurlFetcherStatus, IsAResponseLikeAnyOther) {
  const std::string status = std::to_string(GetParam());
  const RawServer server(
      {Step::send("HTTP/1.1 " + status + " Words\r\nContent-Length: 4\r\n\r\nbody")});

  const FetchResponse response = response_of(fetch_one(request_for(server.url())));

  EXPECT_EQ(response.status, GetParam());
  EXPECT_EQ(response.body, "body");
}

INSTANTIATE_TEST_SUITE_P(Statuses, CurlFetcherStatus,
                         testing::Values(200, 203, 404, 410, 429, 500, 503, 599));

TEST(CurlFetcher, ReportsARedirectWithoutFollowingIt) {
  const RawServer server({Step::send(
      "HTTP/1.1 302 Found\r\nLocation: ../other?b=2#part\r\nContent-Length: 0\r\n\r\n")});

  const FetchResponse response = response_of(fetch_one(request_for(server.url("/a/b/c"))));

  EXPECT_EQ(response.status, 302);
  ASSERT_TRUE(response.redirect.has_value() && response.redirect->has_value());
  EXPECT_EQ((*response.redirect)->text(), server.url("/a/other?b=2"));
  EXPECT_EQ(server.request_heads().size(), 1U);
}

TEST(CurlFetcher, SaysWhyARedirectCannotBeFollowed) {
  const RawServer server({Step::send(
      "HTTP/1.1 301 Moved\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n")});

  const FetchResponse response = response_of(fetch_one(request_for(server.url())));

  ASSERT_TRUE(response.redirect.has_value());
  ASSERT_FALSE(response.redirect->has_value());
  EXPECT_EQ(response.redirect->error().kind, ErrorKind::kRefused);
}

TEST(CurlFetcher, TakesALocationForATargetOnlyWithARedirectStatus) {
  const RawServer server(
      {Step::send("HTTP/1.1 200 OK\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")});

  EXPECT_FALSE(response_of(fetch_one(request_for(server.url()))).redirect.has_value());
}

TEST(CurlFetcher, RunsManyRequestsAtOnceAndNamesEachByItsToken) {
  const RawServer server([](const std::string& head) {
    const std::string target = head.substr(4, head.find(' ', 4) - 4);
    return Script{Step::send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(target.size()) +
                             "\r\n\r\n" + target)};
  });
  CurlFetcher fetcher(test_options());
  for (std::uint64_t token = 0; token < 40; ++token) {
    FetchRequest request = request_for(server.url("/" + std::to_string(token)));
    request.token = token;
    fetcher.start(std::move(request));
  }
  EXPECT_EQ(fetcher.active(), 40U);

  std::vector<FetchResult> results = wait_for(fetcher, 40);

  ASSERT_EQ(results.size(), 40U);
  EXPECT_EQ(fetcher.active(), 0U);
  std::ranges::sort(results, {}, &FetchResult::token);
  for (std::uint64_t token = 0; token < 40; ++token) {
    EXPECT_EQ(results[token].token, token);
    EXPECT_EQ(response_of(results[token]).body, "/" + std::to_string(token));
  }
}

TEST(CurlFetcher, IgnoresTheProxiesOfTheEnvironment) {
  const RawServer proxy({Step::send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy")});
  const RawServer server({Step::send(kHello)});
  setenv("http_proxy", proxy.url().c_str(), 1);
  setenv("all_proxy", proxy.url().c_str(), 1);

  const FetchResult result = fetch_one(request_for(server.url()));
  unsetenv("http_proxy");
  unsetenv("all_proxy");

  EXPECT_EQ(response_of(result).body, "hello");
  EXPECT_EQ(proxy.connections(), 0U);
}

TEST(CurlFetcher, GoesThroughAConfiguredProxy) {
  const RawServer proxy({Step::send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy")});
  CurlFetcherOptions options = test_options();
  options.proxy = proxy.url();
  CurlFetcher fetcher(options);
  FetchRequest request = request_for("http://cables.example/page");

  const FetchResult result = fetch_one(fetcher, std::move(request));

  EXPECT_EQ(response_of(result).body, "proxy");
  EXPECT_THAT(proxy.request_heads().at(0), StartsWith("GET http://cables.example/page HTTP/1.1"));
}

TEST(CurlFetcher, SaysThatTheProxyFailedWhenItDid) {
  CurlFetcherOptions options = test_options();
  options.proxy = "http://proxy.invalid:3128";
  CurlFetcher fetcher(options);

  EXPECT_EQ(class_of(fetch_one(fetcher, request_for("http://cables.example/"))), "proxy");
}

}  // namespace
}  // namespace cabled::test::curl_fetcher_test
