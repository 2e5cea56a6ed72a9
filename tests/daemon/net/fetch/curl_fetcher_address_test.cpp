// No connection to an address that is not public, however the address comes about.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/daemon/net/fetch/fetch_one.h"
#include "tests/support/raw_server.h"
#include "tests/support/shared_data.h"

namespace cabled::test::curl_fetcher_address_test {
namespace {

using testing::HasSubstr;

const char* const kHello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

FetchRequest unprivileged_request(const std::string& url) {
  FetchRequest request = request_for(url);
  request.allowed_private.clear();
  return request;
}

FetchRequest request_allowing(const std::string& url, const std::string& allowance) {
  FetchRequest request = unprivileged_request(url);
  request.allowed_private.push_back(AddressAllowance::parse(allowance).value());
  return request;
}

class RefusedSpelling : public testing::TestWithParam<const char*> {};

TEST_P(RefusedSpelling, OfAnOwnAddressIsNeverConnectedTo) {
  const RawServer server({Step::send(kHello)});
  CurlFetcher fetcher(test_options());
  const auto url =
      Url::parse(std::string("http://") + GetParam() + ":" + std::to_string(server.port()) + "/");
  if (!url) return;  // refused even before

  const FetchResult result = fetch_one(fetcher, unprivileged_request(url->text()));

  EXPECT_EQ(class_of(result), "refused_address");
  EXPECT_EQ(std::get<FetchFailure>(result.outcome).kind, ErrorKind::kRefused);
  EXPECT_EQ(server.connections(), 0U);
  EXPECT_GE(fetcher.refused_connects(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Spellings, RefusedSpelling,
                         testing::Values("127.0.0.1", "127.1", "2130706433", "0x7f000001",
                                         "017700000001", "0", "0.0.0.0", "localhost", "LOCALHOST.",
                                         "loc%61lhost", "[::1]", "[::ffff:127.0.0.1]",
                                         "[::ffff:7f00:1]", "[::]", "[64:ff9b::7f00:1]",
                                         "[2002:7f00:1::]", "10.0.0.1", "192.168.1.1",
                                         "169.254.169.254", "100.64.0.1", "[fd00::1]", "[fe80::1]",
                                         "224.0.0.1"));

// Every name is answered with an own address, so whatever would be connected to is refused.
TEST(AddressGuard, OpensNoSocketForAnyUrlOfTheSharedList) {
  const auto shared = shared_data();
  if (!shared) GTEST_SKIP() << "no shared data: set CABLED_SHARED";
  std::istringstream lines(read_file(*shared / "cases/ssrf/ssrf_urls.jsonl"));
  CurlFetcherOptions options = test_options();
  options.pinned_names = {"*:80:127.0.0.1", "*:443:127.0.0.1", "*:8080:127.0.0.1"};
  CurlFetcher fetcher(options);
  int refused = 0;

  for (std::string line; std::getline(lines, line);) {
    const nlohmann::json row = nlohmann::json::parse(line);
    if (row.at("expected").get<std::string>().starts_with("allow")) continue;
    ++refused;
    const Result<Url> url = Url::parse(row.at("url").get<std::string>());
    if (!url) continue;
    EXPECT_EQ(class_of(fetch_one(fetcher, unprivileged_request(url->text()))), "refused_address")
        << line;
  }

  EXPECT_GT(refused, 150);
}

CurlFetcherOptions options_with_name(const RawServer& server, const std::string& addresses) {
  CurlFetcherOptions options = test_options();
  options.pinned_names = {"cables.example:" + std::to_string(server.port()) + ":" + addresses};
  return options;
}

std::string named_url(const RawServer& server) {
  return "http://cables.example:" + std::to_string(server.port()) + "/";
}

class RefusedAnswer : public testing::TestWithParam<const char*> {};

TEST_P(RefusedAnswer, OfTheNameServerIsNeverConnectedTo) {
  const RawServer server({Step::send(kHello)});
  CurlFetcher fetcher(options_with_name(server, GetParam()));

  const FetchResult result = fetch_one(fetcher, unprivileged_request(named_url(server)));

  EXPECT_EQ(class_of(result), "refused_address");
  EXPECT_EQ(server.connections(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Addresses, RefusedAnswer,
                         testing::Values("0.0.0.0", "[::]", "[::1]", "[::ffff:127.0.0.1]",
                                         "[64:ff9b::7f00:1]", "169.254.169.254"));

TEST(AddressGuard, RefusesANameThatResolvesToAPrivateAddress) {
  const RawServer server({Step::send(kHello)});
  CurlFetcher fetcher(options_with_name(server, "127.0.0.1"));

  const FetchResult result = fetch_one(fetcher, unprivileged_request(named_url(server)));

  EXPECT_EQ(class_of(result), "refused_address");
  EXPECT_THAT(std::get<FetchFailure>(result.outcome).message,
              HasSubstr("address 127.0.0.1 of 'cables.example' is loopback"));
  EXPECT_EQ(server.connections(), 0U);
}

TEST(AddressGuard, RefusesEveryPrivateAddressOfANameWithSeveral) {
  const RawServer server({Step::send(kHello)});
  CurlFetcher fetcher(options_with_name(server, "[::1],127.0.0.1,127.0.0.2,10.1.1.1"));

  const FetchResult result = fetch_one(fetcher, unprivileged_request(named_url(server)));

  EXPECT_EQ(class_of(result), "refused_address");
  EXPECT_EQ(server.connections(), 0U);
  EXPECT_GE(fetcher.refused_connects(), 4U);
}

TEST(AddressGuard, PassesOverTheRefusedAddressesOfANameToAnAllowedOne) {
  const RawServer server({Step::send(kHello)});
  CurlFetcher fetcher(options_with_name(server, "127.0.0.2,127.0.0.1"));

  const FetchResult result =
      fetch_one(fetcher, request_allowing(named_url(server), "127.0.0.1/32"));

  EXPECT_EQ(response_of(result).remote_address, "127.0.0.1");
}

class PrivateBeside : public testing::TestWithParam<const char*> {};

TEST_P(PrivateBeside, AnAllowedAddressThatDoesNotAnswerTodayDoesNotRefuseTheHost) {
  int port = 0;
  {
    const RawServer gone({Step::send(kHello)});
    port = gone.port();
  }
  CurlFetcherOptions options = test_options();
  options.pinned_names = {"cables.example:" + std::to_string(port) + ":" + GetParam()};
  CurlFetcher fetcher(options);

  const FetchResult result = fetch_one(
      fetcher,
      request_allowing("http://cables.example:" + std::to_string(port) + "/", "127.0.0.1/32"));

  EXPECT_EQ(class_of(result), "connect");
  EXPECT_EQ(std::get<FetchFailure>(result.outcome).kind, ErrorKind::kTransient);
}

INSTANTIATE_TEST_SUITE_P(Addresses, PrivateBeside,
                         testing::Values("127.0.0.1,127.0.0.2", "127.0.0.2,127.0.0.1",
                                         "127.0.0.1,[::1]", "[::1],127.0.0.1",
                                         "[fd00::1],127.0.0.1"));

TEST(AddressGuard, UsesThePublicAddressBesideAPrivateOneOfTheOtherFamily) {
  const RawServer server({Step::send(kHello)});
  CurlFetcher fetcher(options_with_name(server, "[fd00::1],[::1],127.0.0.1"));

  const FetchResult result =
      fetch_one(fetcher, request_allowing(named_url(server), "127.0.0.1/32"));

  EXPECT_EQ(response_of(result).remote_address, "127.0.0.1");
}

TEST(AddressGuard, JudgesTheAddressAnewWhenANameChangesIt) {
  // The same name, first at an allowed address, then at one that is not: what rebinding does.
  const RawServer first({Step::send(kHello), Step::close()});
  CurlFetcher before(options_with_name(first, "127.0.0.1"));
  CurlFetcher after(options_with_name(first, "127.0.0.2"));
  const RawServer second([](const std::string&) { return Script{Step::send(kHello)}; },
                         "127.0.0.2");

  EXPECT_EQ(class_of(fetch_one(before, request_allowing(named_url(first), "127.0.0.1"))),
            "response");
  EXPECT_EQ(class_of(fetch_one(after, request_allowing(named_url(first), "127.0.0.1"))),
            "refused_address");
  EXPECT_EQ(second.connections(), 0U);
}

TEST(AddressGuard, JudgesAKeptConnectionByTheRequestThatWouldUseIt) {
  const RawServer server({Step::send(kHello)});
  CurlFetcher fetcher(options_with_name(server, "127.0.0.1"));
  ASSERT_EQ(class_of(fetch_one(fetcher, request_allowing(named_url(server), "127.0.0.1"))),
            "response");

  const FetchResult result = fetch_one(fetcher, unprivileged_request(named_url(server)));

  EXPECT_EQ(class_of(result), "refused_address");
  EXPECT_EQ(server.request_heads().size(), 1U);
}

TEST(AddressGuard, TakesAHostWithItsPortForAnAllowance) {
  const RawServer server({Step::send(kHello)});
  CurlFetcher fetcher(options_with_name(server, "127.0.0.1"));
  const std::string port = std::to_string(server.port());

  const FetchResult allowed =
      fetch_one(fetcher, request_allowing(named_url(server), "cables.example:" + port));
  const FetchResult other =
      fetch_one(fetcher, request_allowing(named_url(server), "other.example:" + port));
  const FetchResult other_port =
      fetch_one(fetcher, request_allowing(named_url(server), "cables.example:1"));

  EXPECT_EQ(class_of(allowed), "response");
  EXPECT_EQ(class_of(other), "refused_address");
  EXPECT_EQ(class_of(other_port), "refused_address");
}

TEST(AddressGuard, DoesNotFollowARedirectToARefusedAddress) {
  const RawServer secret({Step::send(kHello)});
  const RawServer server({Step::send("HTTP/1.1 302 Found\r\nLocation: " + secret.url("/secret") +
                                     "\r\nContent-Length: 0\r\n\r\n")});
  CurlFetcher fetcher(test_options());
  const std::string port = std::to_string(server.port());
  const FetchResponse response =
      response_of(fetch_one(fetcher, request_allowing(server.url(), "127.0.0.1:" + port)));

  const FetchResult hop =
      fetch_one(fetcher, request_allowing((*response.redirect)->text(), "127.0.0.1:" + port));

  EXPECT_EQ(class_of(hop), "refused_address");
  EXPECT_EQ(secret.connections(), 0U);
}

class ForbiddenPort : public testing::TestWithParam<int> {};

TEST_P(ForbiddenPort, IsNotConnectedToEvenAtAnAllowedAddress) {
  const std::string url = "http://127.0.0.1:" + std::to_string(GetParam()) + "/";

  EXPECT_EQ(class_of(fetch_one(request_allowing(url, "127.0.0.0/8"))), "refused_address");
}

INSTANTIATE_TEST_SUITE_P(Services, ForbiddenPort,
                         testing::Values(22, 25, 111, 445, 2375, 3306, 5432, 6379, 9200, 11211));

TEST(AddressGuard, IsNotMadeToForgetByTheAltSvcOfAResponse) {
  const RawServer secret({Step::send(kHello)});
  const RawServer server(
      {Step::send("HTTP/1.1 200 OK\r\nAlt-Svc: h1=\"127.0.0.1:" + std::to_string(secret.port()) +
                  "\"\r\nContent-Length: 0\r\n\r\n"),
       Step::close()});
  CurlFetcher fetcher(test_options());
  fetch_one(fetcher, request_for(server.url()));

  fetch_one(fetcher, request_for(server.url()));

  EXPECT_EQ(secret.connections(), 0U);
  EXPECT_EQ(server.connections(), 2U);
}

TEST(AddressGuard, DoesNotSendACookieBack) {
  const RawServer server(
      {Step::send("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n")});
  CurlFetcher fetcher(test_options());
  fetch_one(fetcher, request_for(server.url()));

  fetch_one(fetcher, request_for(server.url()));

  EXPECT_THAT(server.request_heads().at(1), testing::Not(HasSubstr("Cookie")));
}

}  // namespace
}  // namespace cabled::test::curl_fetcher_address_test
