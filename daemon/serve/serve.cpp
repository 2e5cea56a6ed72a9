#include "daemon/serve/serve.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <utility>

#include "daemon/app/output.h"
#include "daemon/http/http_server.h"
#include "daemon/serve/pages/pages.h"
#include "daemon/serve/serve_health.h"
#include "daemon/serve/site/route.h"
#include "daemon/system/passed_socket.h"
#include "daemon/system/service_notify.h"

namespace cabled::serve {
namespace {

constexpr auto kRoutes = std::to_array<Route>({
    {"/", "front", front_page},
});

HttpResponse answer(Site& site, const HttpRequest& request) {
  for (const Route& route : kRoutes) {
    if (auto captured = match(route.pattern, request.path)) {
      return route.answer({site, request, std::move(*captured)});
    }
  }
  return plain_response(404, "no such page");
}

// The names of routes for metrics; the last is for addresses of none.
std::array<std::string_view, kRoutes.size() + 1> route_names() {
  std::array<std::string_view, kRoutes.size() + 1> names{};
  std::ranges::transform(kRoutes, names.begin(), &Route::name);
  names.back() = "none";
  return names;
}

std::size_t route_of(std::string_view base_path, std::string_view path) {
  if (path.starts_with(base_path)) path.remove_prefix(base_path.size());
  const auto fits = [path](const Route& route) { return match(route.pattern, path).has_value(); };
  return static_cast<std::size_t>(std::ranges::find_if(kRoutes, fits) - kRoutes.begin());
}

}  // namespace

int run_serve(const Session& session, StopOrder& order) {
  const ServeOptions& options = session.config().serve;
  ConnectionPool database(session.database(), options.connections);
  Site site{session.config(), session.archive_folder(), database};
  ServeHealth health(session, route_names());
  HttpServerOptions listening{.listen = options.listen,
                              .socket = service::take_passed_socket(),
                              .workers = options.connections,
                              .hosts = options.hosts};
  listening.at_once = [&health](const HttpRequest& request) { return health.answer(request); };
  auto server = HttpServer::listen(std::move(listening), [&](const HttpRequest& request) {
    const auto begin = std::chrono::steady_clock::now();
    HttpResponse response = answer(site, request);
    health.observe(route_of(options.base_path, request.path),
                   std::chrono::steady_clock::now() - begin);
    return response;
  });
  if (!server) return report(command_error(server.error()));
  output().text("reading room at " + (*server)->address() + options.base_path + "/\n");
  output().flush();  // whoever waits for the address may read a pipe
  service::notify_ready();
  const std::stop_callback stopping(order.stop(), [] { service::notify_stopping(); });
  (*server)->serve(order.stop());
  return kDone;
}

}  // namespace cabled::serve
