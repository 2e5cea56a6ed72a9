#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/http/http_request.h"
#include "daemon/http/http_response.h"
#include "daemon/system/file_descriptor.h"
#include "parsers/model/error.h"

namespace cabled {

/// Called by several threads at once; what it throws is answered with 500.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;
/// Answers what needs no waiting, or nothing: on the thread that serves all connections.
using HttpAtOnce = std::function<std::optional<HttpResponse>(const HttpRequest&)>;
/// The page of a refusal: a status, a sentence for the client, and what it asked for as far as it
/// is known, in whatever form it came.
using HttpRefusalPage =
    std::function<HttpResponse(int status, std::string_view words, std::string_view target)>;
inline HttpResponse plain_refusal(int status, std::string_view words, std::string_view) {
  return plain_response(status, words);
}

struct HttpServerOptions {
  std::string listen = {};     ///< as ListeningSocket::open() takes it
  FileDescriptor socket = {};  ///< a socket that listens already, in place of `listen`
  int workers = 4;             ///< requests answered at the same time
  std::vector<std::string> hosts =
      {};  ///< names that are answered beside addresses of this machine
  HttpAtOnce at_once = {};
  HttpRefusalPage refusal_page = plain_refusal;
  /// How long a client may take for a whole request, stay idle, or not read its answer.
  std::chrono::milliseconds patience = std::chrono::seconds(10);
  /// Bytes a second; whoever reads a long answer slower than that is cut as well.
  std::size_t slowest = 16U << 10U;
  std::size_t connections = 10'000;  ///< at most; as many as there are descriptors for
};

/// A server for GET and HEAD that clients cannot hold up: one thread takes requests in and sends
/// answers out, on all connections at once, and workers see whole requests alone. Those that find
/// four times as many waiting as there are workers are answered with 503.
class HttpServer {
 public:
  /// Takes the address, so that clients wait rather than fail from here on. kInvalid when it is
  /// none, kRefused when it cannot be had.
  static Result<std::unique_ptr<HttpServer>> listen(HttpServerOptions options, HttpHandler handler);
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  HttpServer(HttpServer&&) = delete;
  HttpServer& operator=(HttpServer&&) = delete;
  ~HttpServer();

  /// Where it is reached, with the port that the system chose for 0: "http://127.0.0.1:8089", or
  /// "unix:/path".
  const std::string& address() const noexcept;
  /// Answers until `stop`; then what is under way is answered, if it takes no longer than a second.
  void serve(const std::stop_token& stop);

 private:
  struct Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace cabled
