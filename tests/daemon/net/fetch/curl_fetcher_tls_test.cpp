// Certificates that do not prove the site, and handshakes that do not come to an end.

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>
#include <utility>

#include "tests/daemon/net/fetch/fetch_one.h"
#include "tests/support/raw_server.h"
#include "tests/support/tls_server.h"

namespace cabled::test::curl_fetcher_tls_test {
namespace {

/// Sends its bytes to whoever has said something, and hangs up: no handshake comes of it.
class AnswerToHello {
 public:
  explicit AnswerToHello(std::string answer) : answer_(std::move(answer)) {
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof here;
    bind(listener_, reinterpret_cast<const sockaddr*>(&here), length);
    listen(listener_, 1);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&here), &length);
    port_ = ntohs(here.sin_port);
    thread_ = std::thread([this] { answer_one(); });
  }
  AnswerToHello(const AnswerToHello&) = delete;
  AnswerToHello& operator=(const AnswerToHello&) = delete;
  AnswerToHello(AnswerToHello&&) = delete;
  AnswerToHello& operator=(AnswerToHello&&) = delete;
  ~AnswerToHello() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }

  int port() const noexcept { return port_; }

 private:
  void answer_one() const {
    const int client = accept(listener_, nullptr, nullptr);
    char hello[4096];
    if (client >= 0 && recv(client, hello, sizeof hello, 0) > 0) {
      send(client, answer_.data(), answer_.size(), MSG_NOSIGNAL);
    }
    close(client);
  }

  const std::string answer_;
  int listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int port_ = 0;
  std::thread thread_;
};

class CurlFetcherTls : public testing::Test {
 protected:
  // Made once: keys take longer than all the tests.
  static const Certificates& certificates() {
    static const Certificates kCertificates;
    return kCertificates;
  }

  static FetchResult fetch_from(int port, TlsVerification tls = TlsVerification::kRequired) {
    CurlFetcherOptions options = test_options();
    options.ca_file = certificates().authority();
    options.pinned_names = {"cables.example:" + std::to_string(port) + ":127.0.0.1"};
    CurlFetcher fetcher(options);
    FetchRequest request = request_for("https://cables.example:" + std::to_string(port) + "/");
    request.tls = tls;
    request.limits.connect_timeout = std::chrono::seconds(2);
    return fetch_one(fetcher, std::move(request));
  }

  static FetchResult fetch_certified_by(const std::string& name) {
    const TlsServer server(certificates(), name);
    return fetch_from(server.port());
  }

  static void expect_refused(const FetchResult& result) {
    EXPECT_EQ(class_of(result), "tls");
    ASSERT_TRUE(std::holds_alternative<FetchFailure>(result.outcome));
    EXPECT_EQ(std::get<FetchFailure>(result.outcome).kind, ErrorKind::kRefused);
  }
};

TEST_F(CurlFetcherTls, TakesACertificateOfAKnownAuthorityForTheHost) {
  const FetchResponse response = response_of(fetch_certified_by("good"));

  EXPECT_EQ(response.status, 200);
  EXPECT_FALSE(response.body.empty());
}

TEST_F(CurlFetcherTls, RefusesAnExpiredCertificate) {
  expect_refused(fetch_certified_by("expired"));
}

TEST_F(CurlFetcherTls, RefusesACertificateForAnotherHost) {
  expect_refused(fetch_certified_by("other"));
}

TEST_F(CurlFetcherTls, RefusesASelfSignedCertificate) {
  expect_refused(fetch_certified_by("self"));
}

TEST_F(CurlFetcherTls, RefusesACertificateOfAnUnknownAuthority) {
  expect_refused(fetch_certified_by("stranger"));
}

TEST_F(CurlFetcherTls, TakesAnyCertificateWhenTheRequestSaysSo) {
  const TlsServer server(certificates(), "other");

  EXPECT_EQ(class_of(fetch_from(server.port(), TlsVerification::kSkipped)), "response");
}

TEST_F(CurlFetcherTls, RefusesProtocolsBefore12) {
  const TlsServer server(certificates(), "good", {"-tls1_1", "-cipher", "ALL:@SECLEVEL=0"});

  EXPECT_EQ(class_of(fetch_from(server.port())), "tls");
}

TEST_F(CurlFetcherTls, RefusesACertificateThatIsNotForServers) {
  expect_refused(fetch_certified_by("client"));
}

TEST_F(CurlFetcherTls, SaysThatAHandshakeWasCutAndMayBeTriedAgain) {
  const AnswerToHello server("");

  const FetchResult result = fetch_from(server.port());

  EXPECT_EQ(class_of(result), "tls");
  EXPECT_EQ(std::get<FetchFailure>(result.outcome).kind, ErrorKind::kTransient);
}

TEST_F(CurlFetcherTls, TakesNothingFromAServerThatSpeaksNoTls) {
  const AnswerToHello server("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");

  EXPECT_EQ(class_of(fetch_from(server.port())), "tls");
}

TEST_F(CurlFetcherTls, RefusesCiphersThatEncryptNothing) {
  const TlsServer server(certificates(), "good",
                         {"-tls1_2", "-cipher", "ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0"});

  EXPECT_EQ(class_of(fetch_from(server.port())), "tls");
}

TEST_F(CurlFetcherTls, FreesTheSlotOfAServerThatDoesNotTakePartInTheHandshake) {
  const RawServer server({Step::hang()});
  const auto begin = std::chrono::steady_clock::now();

  const FetchResult result = fetch_from(server.port());

  EXPECT_EQ(class_of(result), "connect");
  EXPECT_EQ(std::get<FetchFailure>(result.outcome).kind, ErrorKind::kTransient);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

}  // namespace
}  // namespace cabled::test::curl_fetcher_tls_test
