// The web server against clients that mean no good, on real sockets.

#include "daemon/http/http_server.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <filesystem>
#include <future>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "daemon/http/listening_socket.h"
#include "tests/daemon/net/http/raw_client.h"

namespace cabled::test::http_server_test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using namespace std::chrono_literals;

HttpServerOptions quick_options() {
  return {.listen = "127.0.0.1:0", .workers = 2, .patience = 300ms, .slowest = 64 << 20};
}

HttpResponse echo(const HttpRequest& request) { return plain_response(200, "at " + request.path); }

/// A server that runs as long as this exists.
class Serving {
 public:
  explicit Serving(HttpServerOptions options = quick_options(), HttpHandler handler = echo)
      : server_(std::move(HttpServer::listen(std::move(options), std::move(handler)).value())),
        thread_([this](const std::stop_token& stop) { server_->serve(stop); }) {}

  int port() const {
    const std::string& address = server_->address();
    return std::stoi(address.substr(address.rfind(':') + 1));
  }
  RawClient client() const { return RawClient(port()); }
  /// All that comes for these bytes until the server closes.
  std::string answer(const std::string& bytes) const {
    RawClient asking = client();
    asking.send(bytes);
    return asking.read_to_end();
  }
  std::string get(const std::string& path, const std::string& fields = "") const {
    return answer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + fields +
                  "\r\n");
  }
  void stop() {
    thread_.request_stop();
    thread_.join();
  }

 private:
  std::unique_ptr<HttpServer> server_;
  std::jthread thread_;
};

const std::string kAsk = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n";

TEST(HttpServer, AnswersAndSaysHowLong) {
  const Serving server;
  const std::string answer = server.get("/x%20y");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nContent-Length: 8\r\n"));
  EXPECT_THAT(answer, testing::EndsWith("\r\n\r\nat /x y\n"));
}

TEST(HttpServer, AnswersRequestsThatComeAtOnceInTheirOrder) {
  const Serving server;
  std::string all;
  for (const char* path : {"/1", "/2", "/3"}) {
    all += std::string("GET ") + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }
  const std::string answer =
      server.answer(all + "GET /4 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  std::size_t at = 0;
  for (const char* body : {"at /1\n", "at /2\n", "at /3\n", "at /4\n"}) {
    at = answer.find(body, at);
    ASSERT_NE(at, std::string::npos) << body;
  }
}

TEST(HttpServer, AnswersWhoClosesHisSideAtOnce) {
  const Serving server;
  RawClient client = server.client();
  client.send(kAsk);
  client.end_sending();
  EXPECT_THAT(client.read_to_end(), StartsWith("HTTP/1.1 200"));
}

TEST(HttpServer, NamesTheMethodsThatItTakes) {
  const Serving server;
  const std::string answer = server.answer("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 405"));
  EXPECT_THAT(answer, HasSubstr("\r\nAllow: GET, HEAD\r\n"));
}

TEST(HttpServer, RefusesWhatIsTooLongAlsoWhenMoreOfItStillComes) {
  const Serving server;
  EXPECT_THAT(server.get("/" + std::string(9000, 'a')), StartsWith("HTTP/1.1 414"));
  EXPECT_THAT(server.get("/" + std::string(300'000, 'a')), StartsWith("HTTP/1.1 414"));
  EXPECT_THAT(server.get("/", "X: " + std::string(20'000, 'a') + "\r\n"),
              StartsWith("HTTP/1.1 431"));
}

TEST(HttpServer, CutsWhoSendsHisRequestTooSlowly) {
  const Serving server;
  RawClient client = server.client();
  client.send("GET / HTTP/1.1\r\nHo");
  EXPECT_THAT(client.read_to_end(), StartsWith("HTTP/1.1 408"));
}

TEST(HttpServer, CutsWhoSaysNothing) {
  const Serving server;
  EXPECT_EQ(server.client().read_to_end(), "");
}

TEST(HttpServer, CutsWhoDoesNotReadHisAnswer) {
  // More than the buffers of both sides hold, at a pace of megabytes a second.
  const Serving server(quick_options(), [](const HttpRequest&) {
    return plain_response(200, std::string(16 << 20U, 'a'));
  });
  RawClient deaf = server.client();
  deaf.send(kAsk);
  deaf.wait_until_cut();
  EXPECT_LT(deaf.read_to_end().size(), 16U << 20U);
}

TEST(HttpServer, ServesOthersWhileManySayNothing) {
  HttpServerOptions options = quick_options();
  options.patience = 30s;
  const Serving server(std::move(options));
  std::vector<RawClient> silent;
  silent.reserve(300);
  for (int i = 0; i < 300; ++i) {
    silent.push_back(server.client());
    silent.back().send("GE");
  }
  EXPECT_THAT(server.get("/"), StartsWith("HTTP/1.1 200"));
}

TEST(HttpServer, MakesRoomForANewClientByTheOneThatWasSilentLongest) {
  HttpServerOptions options = quick_options();
  options.patience = 30s;
  options.connections = 2;
  const Serving server(std::move(options));
  RawClient first = server.client();
  first.send("G");
  RawClient second = server.client();
  second.send(kAsk);
  EXPECT_THAT(second.read_some(), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(server.get("/"), StartsWith("HTTP/1.1 200"));
  EXPECT_EQ(first.read_to_end(), "");
}

/// A server whose two workers are kept busy, so that all others wait: eight at most.
class BusyServing {
 public:
  BusyServing() {
    for (const RawClient& client : working_) client.send(kAsk);
    busy_.wait();
  }

  RawClient asking() const {
    RawClient client = server_.client();
    client.send("GET /b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    return client;
  }
  /// Waits until all that clients did before is seen: this is answered by the thread that sees it.
  void catch_up() const { EXPECT_THAT(server_.get("/now"), StartsWith("HTTP/1.1 200")); }
  void release() { release_.set_value(); }

 private:
  static HttpServerOptions options() {
    HttpServerOptions options = quick_options();
    options.at_once = [](const HttpRequest& request) -> std::optional<HttpResponse> {
      if (request.path == "/now") return plain_response(200, "now");
      return std::nullopt;
    };
    return options;
  }

  std::promise<void> release_;
  std::shared_future<void> released_ = release_.get_future().share();
  std::latch busy_{2};
  const Serving server_{options(), [this](const HttpRequest& request) {
                          if (request.path == "/a") {
                            busy_.count_down();
                            released_.wait();
                          }
                          return echo(request);
                        }};
  std::array<RawClient, 2> working_{server_.client(), server_.client()};
};

TEST(HttpServer, LetsThoseGiveWayWhoWaitNoLonger) {
  BusyServing server;
  std::vector<RawClient> gone;
  for (int i = 0; i < 4; ++i) gone.push_back(server.asking());
  std::vector<RawClient> half_closed;
  for (int i = 0; i < 4; ++i) half_closed.push_back(server.asking());
  server.catch_up();
  for (RawClient& client : gone) client.reset();
  for (const RawClient& client : half_closed) client.end_sending();
  server.catch_up();

  std::vector<RawClient> later;
  for (int i = 0; i < 7; ++i) later.push_back(server.asking());
  server.catch_up();
  server.release();

  for (const RawClient& client : later) {
    EXPECT_THAT(client.read_to_end(), StartsWith("HTTP/1.1 200"));
  }
  // There is room for one of those who may still read.
  EXPECT_THAT(half_closed.back().read_to_end(), StartsWith("HTTP/1.1 200"));
}

TEST(HttpServer, SendsAwayWhoFindsTooManyWaiting) {
  BusyServing server;
  // Of twelve, four at least are sent away.
  std::vector<RawClient> more;
  for (int i = 0; i < 12; ++i) more.push_back(server.asking());
  server.catch_up();
  server.release();
  int sent_away = 0;
  for (RawClient& client : more) {
    const std::string answer = client.read_to_end();
    if (answer.starts_with("HTTP/1.1 503")) {
      ++sent_away;
      EXPECT_THAT(answer, HasSubstr("\r\nRetry-After: 1\r\n"));
    } else {
      EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
    }
  }
  EXPECT_EQ(sent_away, 4);
}

TEST(HttpServer, MakesAFailureOfAPageNoFailureOfItsOwn) {
  const Serving server(quick_options(), [](const HttpRequest& request) -> HttpResponse {
    if (request.path == "/bad") throw std::runtime_error("secret");
    return echo(request);
  });
  const std::string answer = server.get("/bad");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 500"));
  EXPECT_THAT(answer, Not(HasSubstr("secret")));
  EXPECT_THAT(server.get("/good"), StartsWith("HTTP/1.1 200"));
}

TEST(HttpServer, AnswersWhatIsUnderWayWhenItIsStopped) {
  std::latch asked(1);
  std::promise<void> release;
  Serving server(quick_options(), [&](const HttpRequest& request) {
    asked.count_down();
    release.get_future().wait();
    return echo(request);
  });
  RawClient idle = server.client();
  RawClient client = server.client();
  client.send(kAsk);
  asked.wait();
  std::jthread stopping([&] { server.stop(); });
  EXPECT_EQ(idle.read_to_end(), "");
  release.set_value();
  EXPECT_THAT(client.read_to_end(), HasSubstr("at /a\n"));
}

TEST(HttpServer, SurvivesClientsThatReset) {
  const Serving server;
  for (int i = 0; i < 100; ++i) {
    RawClient client = server.client();
    client.send(kAsk);
    client.reset();
  }
  EXPECT_THAT(server.get("/"), StartsWith("HTTP/1.1 200"));
}

std::string socket_path() {
  return testing::TempDir() + "http_server_test." + std::to_string(::getpid());
}

TEST(ListeningSocket, ReplacesASocketFileThatNobodyAnswersAt) {
  const std::string path = socket_path();
  {
    const auto first = ListeningSocket::open("unix:" + path);
    ASSERT_TRUE(first);
    struct stat found {};
    ::stat(path.c_str(), &found);
    EXPECT_EQ(found.st_mode & 0777U, 0660U);
    // One that is answered at is somebody's.
    EXPECT_FALSE(ListeningSocket::open("unix:" + path));
    // What a killed server leaves: the file, and nobody behind it.
    std::filesystem::rename(path, path + ".left");
  }
  std::filesystem::rename(path + ".left", path);
  EXPECT_TRUE(ListeningSocket::open("unix:" + path));
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(ListeningSocket, LeavesAFileAloneThatIsNoSocket) {
  const std::string path = socket_path() + ".file";
  ::close(::open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
  EXPECT_FALSE(ListeningSocket::open("unix:" + path));
  EXPECT_TRUE(std::filesystem::remove(path));
}

TEST(ListeningSocket, RefusesWhatIsNoAddress) {
  for (const char* listen : {"", "8089", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x",
                             "127.0.0.1:70000", "::1:80", "unix:", "unix:relative"}) {
    const auto opened = ListeningSocket::open(listen);
    ASSERT_FALSE(opened) << listen;
    EXPECT_EQ(opened.error().kind, ErrorKind::kInvalid) << listen;
  }
  EXPECT_FALSE(ListeningSocket::open("unix:/" + std::string(200, 'a')));
}

TEST(ListeningSocket, TellsThePortThatItWasGiven) {
  const auto opened = ListeningSocket::open("127.0.0.1:0");
  ASSERT_TRUE(opened);
  EXPECT_THAT(opened->address(), StartsWith("http://127.0.0.1:"));
  EXPECT_THAT(opened->address(), Not(testing::EndsWith(":0")));
}

TEST(ListeningSocket, TakesOneThatIsOpenAlready) {
  auto opened = ListeningSocket::open("127.0.0.1:0");
  ASSERT_TRUE(opened);
  const auto adopted = ListeningSocket::adopt(FileDescriptor(::dup(opened->fd())));
  ASSERT_TRUE(adopted);
  EXPECT_EQ(adopted->address(), opened->address());
}

}  // namespace
}  // namespace cabled::test::http_server_test
