#include "daemon/http/http_server.h"

#include <exception>
#include <thread>
#include <utility>

#include "daemon/http/listening_socket.h"
#include "daemon/http/reception.h"
#include "daemon/http/request_queue.h"
#include "daemon/http/response_writer.h"
#include "daemon/system/descriptors.h"
#include "daemon/system/log.h"

namespace cabled {
namespace {

// Waiting requests for each worker.
constexpr std::size_t kQueuedPerWorker = 4;

}  // namespace

struct HttpServer::Impl {
  Impl(ListeningSocket taken, HttpServerOptions wanted, HttpHandler answering)
      : socket(std::move(taken)),
        options(std::move(wanted)),
        handler(std::move(answering)),
        queue(kQueuedPerWorker * static_cast<std::size_t>(options.workers)),
        reception(socket, options, queue) {}

  HttpResponse respond(const HttpRequest& request) const {
    try {
      return handler(request);
    } catch (const std::exception& error) {
      log::error("request failed", {{"path", request.path}, {"error", error.what()}});
      return options.refusal_page(500, "something went wrong here", "");
    }
  }

  void work() {
    ResponseWriter writer;
    while (const std::optional<WaitingRequest> next = queue.pop()) {
      reception.post(next->connection, writer.bytes(respond(next->request), next->form));
    }
  }

  ListeningSocket socket;
  HttpServerOptions options;
  HttpHandler handler;
  RequestQueue queue;
  Reception reception;
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::listen(HttpServerOptions options,
                                                       HttpHandler handler) {
  take_descriptors();
  Result<ListeningSocket> socket = options.socket
                                       ? ListeningSocket::adopt(std::move(options.socket))
                                       : ListeningSocket::open(options.listen);
  if (!socket) return tl::unexpected(socket.error());
  auto impl = std::make_unique<Impl>(std::move(*socket), std::move(options), std::move(handler));
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

const std::string& HttpServer::address() const noexcept { return impl_->socket.address(); }

void HttpServer::serve(const std::stop_token& stop) {
  std::vector<std::jthread> workers;
  workers.reserve(static_cast<std::size_t>(impl_->options.workers));
  for (int i = 0; i < impl_->options.workers; ++i) {
    workers.emplace_back([this] { impl_->work(); });
  }
  impl_->reception.run(stop);
  impl_->queue.close();
}

}  // namespace cabled
