// What a hostile or broken server may send, and how each of it ends.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/daemon/net/fetch/fetch_one.h"
#include "tests/support/raw_server.h"

namespace cabled::test::curl_fetcher_hostile_test {
namespace {

using testing::HasSubstr;

struct Reply {
  std::string name;
  std::string bytes;
  std::string expected;  ///< class of the failure, or "response"
};

// For gtest's messages and for CTest's names.
void PrintTo(const Reply& reply, std::ostream* out) { *out << reply.name; }

std::string nul() { return std::string(1, '\0'); }

std::vector<Reply> replies() {
  const std::string ok = "HTTP/1.1 200 OK\r\n";
  const std::string five = "Content-Length: 5\r\n";
  return {
      {"Nothing", "", "truncated"},
      {"TwoDifferentLengths", ok + "Content-Length: 50\r\n" + five + "\r\nhello", "protocol"},
      {"TwoEqualLengths", ok + five + five + "\r\nhello", "response"},
      {"AListOfEqualLengths", ok + "Content-Length: 5, 5\r\n\r\nhello", "response"},
      {"AListOfDifferentLengths", ok + "Content-Length: 5, 50\r\n\r\nhello", "protocol"},
      {"AnEmptyLength", ok + "Content-Length:\r\n\r\nhello", "protocol"},
      {"ANegativeLength", ok + "Content-Length: -5\r\n\r\nhello", "protocol"},
      {"ASignedLength", ok + "Content-Length: +5\r\n\r\nhello", "protocol"},
      {"ALengthInWords", ok + "Content-Length: five\r\n\r\nhello", "protocol"},
      {"ALengthBeyond64Bits", ok + "Content-Length: 36893488147419103232\r\n\r\nh", "too_large"},
      {"LengthAndChunks", ok + five + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
       "protocol"},
      {"ChunksAndLength", ok + "Transfer-Encoding: chunked\r\n" + five + "\r\n0\r\n\r\n",
       "protocol"},
      {"ChunkedTwice", ok + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
       "protocol"},
      {"GzipAsTransferCoding", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n", "protocol"},
      {"UnknownTransferCoding", ok + "Transfer-Encoding: xchunked\r\n\r\n", "protocol"},
      {"AFoldedLength", ok + "Content-Length:\r\n 5\r\n\r\nhello", "protocol"},
      {"AFoldedTransferEncoding", ok + "Transfer-Encoding: chunked\r\n , x\r\n\r\n", "protocol"},
      {"AFoldedOrdinaryHeader", ok + "X-Long: a\r\n b\r\n" + five + "\r\nhello", "response"},
      {"ABlankBeforeTheColon", ok + "Content-Length : 5\r\n\r\nhello", "protocol"},
      {"TwoDifferentLocations",
       "HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n",
       "protocol"},
      {"TwoEqualLocations",
       "HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n",
       "response"},
      {"NulInAHeader", ok + "X-A: a" + nul() + "b\r\n" + five + "\r\nhello", "protocol"},
      {"NulInTheStatusLine", "HTTP/1.1 200 O" + nul() + "K\r\n" + five + "\r\nhello", "protocol"},
      {"NulInATrailer", ok + "Transfer-Encoding: chunked\r\n\r\n0\r\nX-T: a" + nul() + "b\r\n\r\n",
       "protocol"},
      {"BareCrInAHeader", ok + "X-A: a\rContent-Length: 9\r\n" + five + "\r\nhello", "protocol"},
      {"LinesThatEndInLfAlone", "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello", "response"},
      {"AHeaderWithoutColon", ok + "gibberish\r\n" + five + "\r\nhello", "protocol"},
      {"NoStatusLine", "hello, this is no web server\r\n", "protocol"},
      {"AnHtmlPageAlone", "<html><body>HTTP/0.9</body></html>", "protocol"},
      {"AStatusOfTwoDigits", "HTTP/1.1 20 OK\r\n" + five + "\r\nhello", "protocol"},
      {"AStatusOfFourDigits", "HTTP/1.1 2000 OK\r\n" + five + "\r\nhello", "protocol"},
      {"AStatusBelow100", "HTTP/1.1 099 OK\r\n" + five + "\r\nhello", "protocol"},
      {"AStatusInWords", "HTTP/1.1 fine\r\n" + five + "\r\nhello", "protocol"},
      {"AnUnknownVersion", "HTTP/7.3 200 OK\r\n" + five + "\r\nhello", "protocol"},
      {"AProtocolSwitchNobodyAskedFor", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", "protocol"},
      {"AnInterimResponseAlone", "HTTP/1.1 103 Early Hints\r\n\r\n", "truncated"},
      {"AChunkSizeInWords", ok + "Transfer-Encoding: chunked\r\n\r\nnone\r\nhello\r\n", "protocol"},
      {"AChunkSizeBeyond64Bits",
       ok + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nhello\r\n", "protocol"},
      {"AChunkLongerThanSaid", ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n",
       "protocol"},
      {"ALineWithoutEnd", ok + "X-A: " + std::string(200'000, 'a'), "too_large"},
  };
}

class HostileReply : public testing::TestWithParam<Reply> {};

TEST_P(HostileReply, EndsAsDocumented) {
  const RawServer server({Step::send(GetParam().bytes), Step::close()});

  const FetchResult result = fetch_one(request_for(server.url()));

  const auto* failure = std::get_if<FetchFailure>(&result.outcome);
  EXPECT_EQ(class_of(result), GetParam().expected)
      << (failure != nullptr ? failure->message : "no failure");
  if (failure != nullptr) {
    EXPECT_FALSE(failure->message.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(Each, HostileReply, testing::ValuesIn(replies()),
                         [](const auto& reply) { return reply.param.name; });

TEST(HostileServer, IsCutOffWhenItSendsHeadersWithoutEnd) {
  Script script{Step::send("HTTP/1.1 200 OK\r\n")};
  for (int i = 0; i < 100; ++i) {
    std::string lines;
    for (int j = 0; j < 500; ++j) lines += "X-" + std::to_string(j) + ": padding padding\r\n";
    script.push_back(Step::send(lines));
  }
  const RawServer server(script);

  const FetchResult result = fetch_one(request_for(server.url()));

  EXPECT_EQ(class_of(result), "too_large");
}

TEST(HostileServer, IsCutOffWhenItSendsInterimResponsesWithoutEnd) {
  std::string interim;
  for (int i = 0; i < 500; ++i) interim += "HTTP/1.1 103 Early Hints\r\n\r\n";
  const RawServer server(Script(100, Step::send(interim)));

  EXPECT_EQ(class_of(fetch_one(request_for(server.url()))), "too_large");
}

TEST(HostileServer, IsCutOffWhenItSendsTrailersWithoutEnd) {
  std::string trailers;
  for (int i = 0; i < 500; ++i) trailers += "X-T: padding\r\n";
  Script script(100, Step::send(trailers));
  script.insert(script.begin(),
                Step::send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"));
  const RawServer server(script);

  EXPECT_EQ(class_of(fetch_one(request_for(server.url()))), "too_large");
}

FetchRequest capped_request(const RawServer& server) {
  FetchRequest request = request_for(server.url());
  request.limits.max_body_bytes = 1000;
  return request;
}

TEST(BodyCap, RefusesALengthThatIsOverItWithoutReadingTheBody) {
  const RawServer server(
      {Step::send("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n"), Step::hang()});

  EXPECT_EQ(class_of(fetch_one(capped_request(server))), "too_large");
}

TEST(BodyCap, TakesABodyOfJustItsSize) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
  const RawServer server({Step::send(head + std::string(1000, 'x'))});

  EXPECT_EQ(response_of(fetch_one(capped_request(server))).body.size(), 1000U);
}

TEST(BodyCap, IsNotAskedOfAResponseThatHasNoBody) {
  const RawServer server(
      {Step::send("HTTP/1.1 304 Not Modified\r\nContent-Length: 123456\r\n\r\n")});

  EXPECT_EQ(response_of(fetch_one(capped_request(server))).status, 304);
}

Script endless_chunks() {
  const std::string chunk = "4000\r\n" + std::string(0x4000, 'x') + "\r\n";
  Script script(400, Step::send(chunk));
  script.insert(script.begin(),
                Step::send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
  return script;
}

TEST(BodyCap, CutsOffChunksWithoutEnd) {
  const RawServer server(endless_chunks());

  const FetchResult result = fetch_one(capped_request(server));

  EXPECT_EQ(class_of(result), "too_large");
  EXPECT_EQ(std::get<FetchFailure>(result.outcome).kind, ErrorKind::kRefused);
}

TEST(BodyCap, CutsOffABodyThatEndsWithTheConnection) {
  const RawServer server(
      {Step::send("HTTP/1.1 200 OK\r\n\r\n" + std::string(5000, 'x')), Step::close()});

  EXPECT_EQ(class_of(fetch_one(capped_request(server))), "too_large");
}

TEST(BodyCap, KeepsThePrefixWhenAskedTo) {
  const RawServer server(endless_chunks());
  FetchRequest request = capped_request(server);
  request.when_too_large = WhenTooLarge::kKeepPrefix;

  const FetchResponse response = response_of(fetch_one(std::move(request)));

  EXPECT_EQ(response.body, std::string(1000, 'x'));
  EXPECT_TRUE(response.truncated_by_cap);
}

TEST(BodyCap, KeepsThePrefixOfABodyWithALengthToo) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n";
  const RawServer server({Step::send(head + std::string(5000, 'x'))});
  FetchRequest request = capped_request(server);
  request.when_too_large = WhenTooLarge::kKeepPrefix;

  EXPECT_EQ(response_of(fetch_one(std::move(request))).body.size(), 1000U);
}

TEST(ConnectionLost, IsConnectWhenNobodyListens) {
  FetchRequest request = request_for("http://127.0.0.1:1024/");
  {
    const RawServer gone({Step::close()});
    request = request_for(gone.url());
  }

  const FetchResult result = fetch_one(std::move(request));

  EXPECT_EQ(class_of(result), "connect");
  EXPECT_EQ(std::get<FetchFailure>(result.outcome).kind, ErrorKind::kTransient);
}

TEST(ConnectionLost, IsDnsWhenTheNameDoesNotResolve) {
  const FetchResult result = fetch_one(request_for("http://no-such-host.invalid/"));

  EXPECT_EQ(class_of(result), "dns");
  EXPECT_THAT(std::get<FetchFailure>(result.outcome).message, HasSubstr("no-such-host.invalid"));
}

}  // namespace
}  // namespace cabled::test::curl_fetcher_hostile_test
