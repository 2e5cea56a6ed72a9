#include "daemon/http/http_server.h"

#include <httplib.h>

#include <charconv>
#include <thread>
#include <utility>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

struct Endpoint {
  std::string host;
  int port = 0;
};

Result<Endpoint> read_endpoint(const std::string& listen) {
  const std::size_t colon = listen.rfind(':');
  Endpoint endpoint;
  const char* end = listen.data() + listen.size();
  if (colon == std::string::npos ||
      std::from_chars(listen.data() + colon + 1, end, endpoint.port).ptr != end) {
    return fail(ErrorKind::kInvalid, "'{}' is no ADDRESS:PORT", listen);
  }
  endpoint.host = listen.substr(0, colon);
  if (endpoint.host.starts_with('[') && endpoint.host.ends_with(']')) {
    endpoint.host = endpoint.host.substr(1, endpoint.host.size() - 2);
  }
  return endpoint;
}

HttpRequest read_request(const httplib::Request& from) {
  HttpRequest request;
  request.method = from.method;
  request.path = from.path;
  for (const auto& [name, value] : from.params) request.query.emplace_back(name, value);
  for (const auto& [name, value] : from.headers) {
    request.headers.emplace(ascii::lower(name), value);
  }
  return request;
}

void write_response(HttpResponse from, httplib::Response& to) {
  to.status = from.status;
  for (auto& [name, value] : from.headers) to.set_header(name, value);
  to.set_content(std::move(from.body), from.content_type);
}

}  // namespace

struct HttpServer::Impl {
  HttpServerOptions options;
  HttpHandler handler;
  httplib::Server server;
  std::string address;

  void answer(const httplib::Request& request, httplib::Response& response) const {
    try {
      write_response(handler(read_request(request)), response);
    } catch (const std::exception&) {
      write_response(plain_response(500, "something went wrong here"), response);
    }
  }
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::listen(HttpServerOptions options,
                                                       HttpHandler handler) {
  const Result<Endpoint> endpoint = read_endpoint(options.listen);
  if (!endpoint) return tl::unexpected(endpoint.error());
  auto impl = std::make_unique<Impl>();
  impl->options = std::move(options);
  impl->handler = std::move(handler);
  const int port =
      endpoint->port == 0
          ? impl->server.bind_to_any_port(endpoint->host)
          : (impl->server.bind_to_port(endpoint->host, endpoint->port) ? endpoint->port : -1);
  if (port < 0) return fail(ErrorKind::kRefused, "cannot listen on '{}'", impl->options.listen);
  const bool is_v6 = endpoint->host.find(':') != std::string::npos;
  impl->address = "http://" + (is_v6 ? '[' + endpoint->host + ']' : endpoint->host) + ':' +
                  std::to_string(port);
  impl->server.new_task_queue = [workers = impl->options.workers] {
    return new httplib::ThreadPool(static_cast<std::size_t>(workers));
  };
  impl->server.set_pre_routing_handler(
      [raw = impl.get()](const httplib::Request& request, httplib::Response& response) {
        raw->answer(request, response);
        return httplib::Server::HandlerResponse::Handled;
      });
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

const std::string& HttpServer::address() const noexcept { return impl_->address; }

void HttpServer::serve(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { impl_->server.stop(); });
  impl_->server.listen_after_bind();
}

}  // namespace cabled
