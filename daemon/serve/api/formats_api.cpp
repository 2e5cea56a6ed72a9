#include <algorithm>
#include <utility>

#include "daemon/formats/citations.h"
#include "daemon/formats/hit_lists.h"
#include "daemon/serve/api/about_cable.h"
#include "daemon/serve/api/answers.h"
#include "daemon/serve/api/api.h"
#include "daemon/serve/site/caching.h"
#include "daemon/serve/site/origin.h"
#include "parsers/query/search_query_text.h"

namespace cabled::serve {
namespace {

constexpr int kHitsOfAFile = 1000;
constexpr int kHitsOfAFeed = 50;

HttpResponse file(std::string_view type, std::string body) {
  HttpResponse response;
  response.content_type = type;
  response.body = std::move(body);
  return response;
}

// Answers with what `tell` makes of the hits; without a limit of its own there are `usual` of them.
template <typename Tell>
HttpResponse about_search(const Visit& visit, int usual, Tell tell) {
  auto request = read_search_request(visit.request);
  if (!request) return wrong_search_problem(request.error());
  if (!visit.request.parameter("limit")) request->hits.limit = usual;
  const auto list = visit.site.database.ask(
      [&](pqxx::work& tx) { return db::CableSearch(tx, request->query).page(request->hits); });
  if (!list) return unanswered_problem(visit, list.error());
  return tell(*request, list->hits);
}

Address same_search(const Visit& visit, std::string_view path) {
  QueryParameters query = visit.request.query;
  std::erase_if(query, [](const auto& parameter) { return parameter.second.empty(); });
  return Address(path, std::move(query));
}

}  // namespace

HttpResponse cable_text(const Visit& visit) {
  return about_cable(visit, [](const db::StoredCable& cable) {
    return file("text/plain; charset=utf-8", cable.text);
  });
}

HttpResponse cable_bibtex(const Visit& visit) {
  return about_cable(visit, [&](const db::StoredCable& cable) {
    return file("application/x-bibtex; charset=utf-8", bibtex_entry(cited_here(visit, cable)));
  });
}

HttpResponse cable_ris(const Visit& visit) {
  return about_cable(visit, [&](const db::StoredCable& cable) {
    return file("application/x-research-info-systems; charset=utf-8",
                ris_record(cited_here(visit, cable)));
  });
}

HttpResponse cable_csl(const Visit& visit) {
  return about_cable(visit, [&](const db::StoredCable& cable) {
    HttpResponse response =
        json_answer(nlohmann::ordered_json::array({csl_item(cited_here(visit, cable))}));
    response.content_type = "application/vnd.citationstyles.csl+json";
    return response;
  });
}

HttpResponse search_csv(const Visit& visit) {
  return about_search(visit, kHitsOfAFile, [](const SearchRequest&, const auto& hits) {
    return file("text/csv; charset=utf-8; header=present", hits_csv(hits));
  });
}

HttpResponse search_atom(const Visit& visit) {
  return about_search(visit, kHitsOfAFeed, [&](const SearchRequest& request, const auto& hits) {
    const std::string asked = query_text(request.query);
    const AtomFeed feed{
        .title = visit.site.config.serve.title + (asked.empty() ? "" : ": " + asked),
        .query = asked,
        .self = absolute(visit, same_search(visit, "/search.atom")),
        .page = absolute(visit, same_search(visit, "/search")),
        .cables_base = absolute(visit, Address("/cable/"))};
    HttpResponse response = file("application/atom+xml; charset=utf-8", hits_atom(feed, hits));
    std::string newest;
    for (const db::SearchHit& hit : hits) newest = std::max(newest, hit.changed_at);
    set_last_modified(response, newest);
    return response;
  });
}

}  // namespace cabled::serve
