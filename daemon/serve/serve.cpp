#include "daemon/serve/serve.h"

#include <array>

#include "daemon/app/output.h"
#include "daemon/http/http_server.h"
#include "daemon/serve/pages/pages.h"
#include "daemon/serve/site/route.h"

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

}  // namespace

int run_serve(const Session& session, StopOrder& order) {
  const ServeOptions& options = session.config().serve;
  ConnectionPool database(session.database(), options.connections);
  Site site{session.config(), session.archive_folder(), database};
  auto server = HttpServer::listen(
      {.listen = options.listen, .workers = options.connections, .hosts = options.hosts},
      [&site](const HttpRequest& request) { return answer(site, request); });
  if (!server) return report(command_error(server.error()));
  output().text("reading room at " + (*server)->address() + options.base_path + "/\n");
  (*server)->serve(order.stop());
  return kDone;
}

}  // namespace cabled::serve
