#include "daemon/serve/serve.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/app/output.h"
#include "daemon/http/http_server.h"
#include "daemon/serve/api/answers.h"
#include "daemon/serve/api/api.h"
#include "daemon/serve/pages/failure_pages.h"
#include "daemon/serve/pages/pages.h"
#include "daemon/serve/serve_health.h"
#include "daemon/serve/site/caching.h"
#include "daemon/serve/site/route.h"
#include "daemon/system/passed_socket.h"
#include "daemon/system/service_notify.h"
#include "parsers/model/utf8_text.h"

namespace cabled::serve {
namespace {

constexpr auto kSearchParameters = std::to_array<RouteParameter>({
    {"q", "what is asked for, in the query language"},
    {"station", "of this post"},
    {"tag", "with this TAG"},
    {"classification", "of this classification"},
    {"site", "seen at this host"},
    {"year", "whose number is of this year"},
    {"from", "sent at or after this date"},
    {"to", "sent before this date"},
    {"sort", "rank, newest or oldest"},
    {"limit", "how many hits, 20 if not said"},
    {"cursor", "next of the page before"},
});
constexpr auto kChangesParameters = std::to_array<RouteParameter>({
    {"since", "the cursor of the answer before; 0 is the beginning"},
    {"limit", "how many changes, 100 if not said"},
});
constexpr auto kWhyParameters = std::to_array<RouteParameter>({{"url", "the address"}});

// Of two patterns that fit, the first is taken.
constexpr auto kRoutes = std::to_array<Route>({
    {"/", "front", front_page},
    {"/search", "search", search_page},
    {"/search.json", "search_json", search_api, "hits of a search", kSearchParameters},
    {"/search.csv", "search_csv", search_csv},
    {"/search.atom", "search_atom", search_atom},
    {"/cable/{id}.txt", "cable_txt", cable_text},
    {"/cable/{id}.bib", "cable_bib", cable_bibtex},
    {"/cable/{id}.ris", "cable_ris", cable_ris},
    {"/cable/{id}.csl.json", "cable_csl", cable_csl},
    {"/cable/{id}.json", "cable_json", cable_api, "a cable with all that is known of it"},
    {"/cable/{id}", "cable", cable_page},
    {"/cable/{id}/copies", "copies", copies_page},
    {"/cable/{id}/compare", "compare", compare_page},
    {"/cable/{id}/raw/{capture}", "raw", raw_page},
    {"/browse/stations", "stations", stations_page},
    {"/browse/stations/{station}", "station", station_page},
    {"/browse/tags", "tags", tags_page},
    {"/browse/tags/{tag}", "tag", tag_page},
    {"/browse/dates", "dates", dates_page},
    {"/browse/dates/{year}", "year", year_page},
    {"/browse/dates/{year}/{month}", "month", month_page},
    {"/sources", "sources", sources_page},
    {"/sources/{name}", "source", source_page},
    {"/status", "status", status_page},
    {"/why", "why", why_page},
    {"/help", "help", help_page},
    {"/opensearch.xml", "opensearch", open_search},
    {"/static/{file}", "static", static_file},
    {"/api/v1/search", "api_search", search_api, "hits of a search", kSearchParameters},
    {"/api/v1/facets", "api_facets", facets_api, "how the matches of a search spread",
     kSearchParameters},
    {"/api/v1/cables/{id}", "api_cable", cable_api, "a cable with all that is known of it"},
    {"/api/v1/cables/{id}/renditions", "api_renditions", renditions_api,
     "the texts of a cable and where they were seen"},
    {"/api/v1/cables/{id}/renditions/{key}", "api_rendition", rendition_api, "one text, whole"},
    {"/api/v1/cables/{id}/links", "api_links", links_api,
     "the cables that a cable names or that name it"},
    {"/api/v1/changes", "api_changes", changes_api, "what happened, in order", kChangesParameters},
    {"/api/v1/sources", "api_sources", sources_api, "the sources and what they gave"},
    {"/api/v1/status", "api_status", status_api, "how the collecting stands"},
    {"/api/v1/why", "api_why", why_api, "why an address is fetched, or not", kWhyParameters},
    {"/api/v1/openapi.json", "openapi", openapi},
});

bool is_for_programs(std::string_view path) { return path.starts_with("/api/"); }

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

/// The route of a path below the base path; the end for none.
const Route* route_of(std::string_view path) {
  return std::ranges::find_if(
      kRoutes, [path](const Route& route) { return match(route.pattern, path).has_value(); });
}

HttpResponse find_answer(Site& site, const HttpRequest& request, const Route* route) {
  if (!is_text(request)) {
    if (is_for_programs(request.path)) return problem(400, "Bad request", "no text");
    return bad_request_page({site, request, {}}, "The address holds bytes that are no text.");
  }
  if (route != kRoutes.end()) {
    return route->answer({site, request, *match(route->pattern, request.path)});
  }
  if (is_for_programs(request.path)) return problem(404, "Not found", "nothing is there");
  return not_found_page({site, request, {}}, "There is no page at this address.");
}

// An answer with the headers that all have.
HttpResponse guarded(HttpResponse response, std::string_view path) {
  // Public and without credentials: any page on the web may read it.
  if (is_for_programs(path)) response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  // What is read and searched for here is nobody else's business.
  response.headers.emplace_back("Referrer-Policy", "same-origin");
  return response;
}

/// What is answered, and by which of the routes; the number of all for none.
struct Answered {
  HttpResponse response;
  std::size_t route;
};

Answered answer(Site& site, HttpRequest request) {
  const std::string& base_path = site.config.serve.base_path;
  const bool is_base = !base_path.empty() && request.path == base_path;
  request.path = path_within(site.config.serve, request.path).value_or(std::string());
  const Route* const route = route_of(request.path);
  HttpResponse response = is_base ? moved_page({site, request, {}}, Address("/"))
                                  : revalidated(request, find_answer(site, request, route));
  return {guarded(std::move(response), request.path),
          static_cast<std::size_t>(route - kRoutes.begin())};
}

// What is refused before it is a request: for programs a problem, for people a page.
HttpResponse refuse(Site& site, int status, std::string_view words, std::string_view target) {
  const std::string path =
      path_within(site.config.serve, std::string(target)).value_or(std::string());
  const HttpRequest request{.method = "GET", .path = path, .query = {}, .headers = {}};
  return guarded(is_for_programs(path) ? problem(status, "Refused", words)
                                       : refusal_page({site, request, {}}, status, words),
                 path);
}

// The names of routes for metrics; the last is for addresses of none.
std::array<std::string_view, kRoutes.size() + 1> route_names() {
  std::array<std::string_view, kRoutes.size() + 1> names{};
  std::ranges::transform(kRoutes, names.begin(), &Route::name);
  names.back() = "none";
  return names;
}

}  // namespace

int run_serve(const Session& session, StopOrder& order) {
  const ServeOptions& options = session.config().serve;
  ConnectionPool database(session.database(), options);
  Site site{session.config(), session.archive_folder(), database, session, kRoutes};
  ServeHealth health(session, route_names());
  HttpServerOptions listening{.listen = options.listen,
                              .socket = service::take_passed_socket(),
                              .workers = options.connections,
                              .hosts = options.hosts};
  listening.refusal_page = [&site](int status, std::string_view words, std::string_view target) {
    return refuse(site, status, words, target);
  };
  listening.at_once = [&health](const HttpRequest& request) { return health.answer(request); };
  auto server = HttpServer::listen(std::move(listening), [&](const HttpRequest& request) {
    const auto begin = std::chrono::steady_clock::now();
    Answered answered = answer(site, request);
    health.observe(answered.route, std::chrono::steady_clock::now() - begin);
    return std::move(answered.response);
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
