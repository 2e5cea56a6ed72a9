#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "daemon/http/http_request.h"
#include "daemon/http/http_response.h"
#include "parsers/model/error.h"

namespace cabled {

struct HttpServerOptions {
  std::string listen;              ///< "127.0.0.1:8089", "[::1]:0" or "unix:/path"
  int workers = 4;                 ///< requests answered at the same time
  std::vector<std::string> hosts;  ///< names that are answered beside addresses of this machine
};

/// Called by several threads at once; what it throws is answered with 500.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

/// A server for GET and HEAD. The only file that knows the library behind it is http_server.cpp.
class HttpServer {
 public:
  /// Takes the address, so that clients wait rather than fail from here on. kRefused when it cannot
  /// be had.
  static Result<std::unique_ptr<HttpServer>> listen(HttpServerOptions options, HttpHandler handler);
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  HttpServer(HttpServer&&) = delete;
  HttpServer& operator=(HttpServer&&) = delete;
  ~HttpServer();

  /// Where it is reached, with the port that the system chose for 0: "http://127.0.0.1:8089".
  const std::string& address() const noexcept;
  /// Answers until `stop`; then what is under way is answered to its end.
  void serve(const std::stop_token& stop);

 private:
  struct Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace cabled
