#include <gtest/gtest.h>

#include "tests/daemon/net/fetch/fetch_one.h"
#include "tests/support/raw_server.h"

namespace cabled::test::curl_fetcher_proxy_test {
namespace {

CurlFetcherOptions through(const RawServer& proxy) {
  CurlFetcherOptions options = test_options();
  options.proxy = proxy.url("");
  options.proxy_user = "me";
  options.proxy_password = "s3cret%41:@";
  return options;
}

TEST(Proxy, IsToldWhoAsksAndTheHeadsThatAreKeptAreNot) {
  const RawServer proxy(
      {Step::send("HTTP/1.1 200 OK\r\nProxy-Authentication-Info: nextnonce=1\r\n"
                  "Content-Length: 2\r\n\r\nok")});
  CurlFetcher fetcher(through(proxy));

  const FetchResponse response =
      response_of(fetch_one(fetcher, request_for("http://site.example/")));

  // "me:s3cret%41:@", taken as it is written.
  EXPECT_NE(proxy.request_heads().at(0).find("Proxy-Authorization: Basic bWU6czNjcmV0JTQxOkA=\r\n"),
            std::string::npos);
  EXPECT_EQ(response.request_head.find("Proxy-"), std::string::npos) << response.request_head;
  EXPECT_EQ(response.response_head.find("Proxy-"), std::string::npos) << response.response_head;
  EXPECT_NE(response.request_head.find("Host: site.example\r\n"), std::string::npos);
  EXPECT_EQ(response.body, "ok");
}

TEST(Proxy, ThatWantsOtherCredentialsIsToBlameAndNotTheSite) {
  const RawServer proxy(
      {Step::send("HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic\r\n"
                  "Content-Length: 0\r\n\r\n")});
  CurlFetcher fetcher(through(proxy));

  const FetchResult result = fetch_one(fetcher, request_for("http://site.example/"));

  EXPECT_EQ(class_of(result), "proxy");
  EXPECT_EQ(std::get<FetchFailure>(result.outcome).kind, ErrorKind::kTransient);
}

}  // namespace
}  // namespace cabled::test::curl_fetcher_proxy_test
