#include "daemon/http/request_head.h"

#include <gtest/gtest.h>

#include <string>
#include <variant>

namespace cabled::test::request_head_test {
namespace {

std::variant<RequestHead, Refusal> read(const std::string& line, const std::string& fields) {
  return read_head(line + "\r\n" + fields + "\r\n", HostRule({"cables.example.org"}), "192.0.2.1");
}

/// The status of a refusal; 0 for none.
int refusal_of(const std::string& line, const std::string& fields = "Host: localhost\r\n") {
  const auto answer = read(line, fields);
  const auto* refusal = std::get_if<Refusal>(&answer);
  return refusal == nullptr ? 0 : refusal->status;
}

HttpRequest request_of(const std::string& line, const std::string& fields = "Host: localhost\r\n") {
  return std::get<RequestHead>(read(line, fields)).request;
}

TEST(RequestHead, GivesPathAndQueryDecodedAndInTheirOrder) {
  const HttpRequest request = request_of("GET /cable/10RIGA%20%C3%A9?b=1+2&a=x%26y&b=&c HTTP/1.1");
  EXPECT_EQ(request.path, "/cable/10RIGA \xC3\xA9");
  const QueryParameters wanted{{"b", "1 2"}, {"a", "x&y"}, {"b", ""}, {"c", ""}};
  EXPECT_EQ(request.query, wanted);
}

TEST(RequestHead, GivesFieldsByNamesInSmallLettersAndJoinsThoseThatComeTwice) {
  const HttpRequest request =
      request_of("GET / HTTP/1.1", "HOST: localhost\r\nX-A: 1\r\nx-a:  2 \r\n");
  EXPECT_EQ(request.header("x-a"), "1, 2");
}

TEST(RequestHead, TakesAnAbsoluteAddressOfAHostThatIsServed) {
  EXPECT_EQ(request_of("GET http://cables.example.org/a?b=c HTTP/1.1").path, "/a");
  EXPECT_EQ(refusal_of("GET http://elsewhere.example/ HTTP/1.1"), 421);
  EXPECT_EQ(refusal_of("GET ftp://localhost/ HTTP/1.1"), 400);
}

class BadTarget : public testing::TestWithParam<const char*> {};

TEST_P(BadTarget, IsRefused) {
  EXPECT_EQ(refusal_of(std::string("GET ") + GetParam() + " HTTP/1.1"), 400);
}

INSTANTIATE_TEST_SUITE_P(RequestHead, BadTarget,
                         testing::Values("/../etc/passwd", "/a/..", "/%2e%2e/x", "/a/.%2E/b",
                                         "/..%2f..%2fx", "/./a", "/%", "/%4", "/%zz", "/%ff",
                                         "/%c0%af", "/%ed%a0%80", "/%00", "/a%0d%0ab", "/?q=%ff",
                                         "/?q=%00", "/?%f8=1", "/?q=%e", "/\xff", "/a b", "/a#b",
                                         "a", "*", "http://", "http:///a"));

TEST(RequestHead, TakesPathsThatOnlyLookOdd) {
  EXPECT_EQ(request_of("GET /%252e%252e/a HTTP/1.1").path, "/%2e%2e/a");
  EXPECT_EQ(request_of("GET /..../a+b HTTP/1.1").path, "/..../a+b");
  EXPECT_EQ(request_of("GET //a HTTP/1.1").path, "//a");
}

TEST(RequestHead, RefusesAllMethodsButTwo) {
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "FOO"}) {
    EXPECT_EQ(refusal_of(std::string(method) + " / HTTP/1.1"), 405) << method;
  }
  EXPECT_EQ(request_of("HEAD / HTTP/1.1").method, "HEAD");
}

TEST(RequestHead, RefusesLinesThatAreNoneOfHttp) {
  EXPECT_EQ(refusal_of("GET /"), 400);
  EXPECT_EQ(refusal_of("GET  HTTP/1.1"), 400);
  EXPECT_EQ(refusal_of("G(T / HTTP/1.1"), 400);
  EXPECT_EQ(refusal_of("GET / HTTX/1.1"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.10"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/2.0"), 505);
}

TEST(RequestHead, WantsOneHostThatIsServed) {
  EXPECT_EQ(refusal_of("GET / HTTP/1.1", ""), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1", "Host: localhost\r\nHost: localhost\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1", "Host: attacker.example\r\n"), 421);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1", "Host:\r\n"), 421);
  EXPECT_EQ(refusal_of("GET / HTTP/1.0", ""), 0);
}

TEST(RequestHead, RefusesFieldsThatTwoReadersMayTakeForTwoThings) {
  const std::string host = "Host: localhost\r\n";
  EXPECT_EQ(refusal_of("GET / HTTP/1.1", host + "nonsense\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1", host + "X : a\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1", host + "X: a\r\n b\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1", host + "X: a\rb\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1", host + std::string("X: a\0b\r\n", 8)), 400);
}

TEST(RequestHead, RefusesBodies) {
  const std::string host = "Host: localhost\r\n";
  EXPECT_EQ(refusal_of("GET / HTTP/1.1", host + "Content-Length: 5\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1", host + "Transfer-Encoding: chunked\r\n"), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1", host + "Content-Length: 0\r\n"), 0);
}

TEST(RequestHead, KeepsAConnectionByTheRuleOfItsVersion) {
  const auto keeps = [](const char* version, const char* fields) {
    const auto answer =
        read(std::string("GET / HTTP/") + version, std::string("Host: localhost\r\n") + fields);
    return std::get<RequestHead>(answer).keeps_open;
  };
  EXPECT_TRUE(keeps("1.1", ""));
  EXPECT_FALSE(keeps("1.1", "Connection: Close\r\n"));
  EXPECT_FALSE(keeps("1.0", ""));
  EXPECT_TRUE(keeps("1.0", "Connection: keep-alive\r\n"));
}

TEST(HeadSearch, WaitsForTheEndOfAHeadAndTellsItsLength) {
  const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  for (std::size_t i = 0; i < head.size(); ++i) {
    const HeadSearch found = find_head(std::string_view(head).substr(0, i));
    EXPECT_EQ(found.length, 0U);
    EXPECT_FALSE(found.is_refused) << i;
  }
  EXPECT_EQ(find_head(head + "GET /next").length, head.size());
}

TEST(HeadSearch, GivesUpAtTheLimits) {
  const std::string line = "GET / HTTP/1.1\r\n";
  EXPECT_EQ(find_head("GET /" + std::string(kLongestRequestLine, 'a')).refusal.status, 414);
  EXPECT_EQ(find_head(line + "X: " + std::string(kLongestHeaders, 'a')).refusal.status, 431);
  EXPECT_FALSE(find_head(line + "X: " + std::string(kLongestHeaders - 100, 'a')).is_refused);
}

TEST(HeadSearch, GivesUpAtOnceOnAnotherProtocol) {
  EXPECT_TRUE(find_head("\x16\x03\x01\x02").is_refused);
  EXPECT_TRUE(find_head("GET / HTTP/1.1\nHost: a\n\n").is_refused);
  EXPECT_TRUE(find_head(std::string("G\0T", 3)).is_refused);
}

TEST(HostRule, AnswersItsNamesTheAddressAndThisMachineWithAnyPort) {
  const HostRule rule({"Cables.example.org", "2001:db8::7"});
  EXPECT_TRUE(rule.answers("cables.EXAMPLE.org", "192.0.2.1"));
  EXPECT_TRUE(rule.answers("cables.example.org.:443", "192.0.2.1"));
  EXPECT_TRUE(rule.answers("localhost:8089", ""));
  EXPECT_TRUE(rule.answers("192.0.2.1:8089", "192.0.2.1"));
  EXPECT_TRUE(rule.answers("[::1]:8089", "::1"));
  for (const char* host :
       {"", ":8089", "attacker.example", "192.0.2.2", "localhost/x", "localhost@attacker.example",
        "localhost:80x", "localhost:123456", "[::1", "[::1]x", "localhost.attacker.example"}) {
    EXPECT_FALSE(rule.answers(host, "192.0.2.1")) << host;
  }
  EXPECT_TRUE(HostRule({"*"}).answers("anything.example", ""));
  EXPECT_FALSE(HostRule({}).answers("", ""));
}

}  // namespace
}  // namespace cabled::test::request_head_test
