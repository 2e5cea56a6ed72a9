#include "daemon/serve/serve.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/app/output.h"
#include "daemon/http/http_server.h"
#include "daemon/serve/pages/failure_pages.h"
#include "daemon/serve/pages/pages.h"
#include "daemon/serve/site/caching.h"
#include "daemon/serve/site/route.h"
#include "parsers/model/utf8_text.h"

namespace cabled::serve {
namespace {

// Of two patterns that fit, the first is taken.
constexpr auto kRoutes = std::to_array<Route>({
    {"/", "front", front_page},
    {"/cable/{}", "cable", cable_page},
    {"/cable/{}/copies", "copies", copies_page},
    {"/cable/{}/compare", "compare", compare_page},
    {"/cable/{}/raw/{}", "raw", raw_page},
    {"/sources", "sources", sources_page},
    {"/sources/{}", "source", source_page},
    {"/status", "status", status_page},
    {"/why", "why", why_page},
    {"/static/{}", "static", static_file},
});

// The path below the base path; nothing when it lies elsewhere.
std::optional<std::string> path_within(const ServeOptions& options, const std::string& path) {
  if (!path.starts_with(options.base_path)) return std::nullopt;
  std::string within = path.substr(options.base_path.size());
  if (!within.starts_with('/')) return std::nullopt;
  return within;
}

// Neither the database nor a page can hold anything else.
bool is_text(std::string_view value) {
  return is_valid_utf8(value) && value.find('\0') == std::string_view::npos;
}

bool is_text(const HttpRequest& request) {
  return is_text(request.path) && std::ranges::all_of(request.query, [](const auto& parameter) {
           return is_text(parameter.first) && is_text(parameter.second);
         });
}

HttpResponse find_answer(Site& site, const HttpRequest& request) {
  if (!is_text(request)) {
    return bad_request_page({site, request, {}}, "The address holds bytes that are no text.");
  }
  for (const Route& route : kRoutes) {
    if (auto captured = match(route.pattern, request.path)) {
      return route.answer({site, request, std::move(*captured)});
    }
  }
  return not_found_page({site, request, {}}, "There is no page at this address.");
}

HttpResponse answer(Site& site, HttpRequest request) {
  const std::string& base_path = site.config.serve.base_path;
  const bool is_base = !base_path.empty() && request.path == base_path;
  request.path = path_within(site.config.serve, request.path).value_or(std::string());
  HttpResponse response = is_base ? moved_page({site, request, {}}, Address("/"))
                                  : revalidated(request, find_answer(site, request));
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  // What is read and searched for here is nobody else's business.
  response.headers.emplace_back("Referrer-Policy", "same-origin");
  return response;
}

}  // namespace

int run_serve(const Session& session, StopOrder& order) {
  const ServeOptions& options = session.config().serve;
  ConnectionPool database(session.database(), options);
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
