#include <utility>

#include "daemon/json/search_json.h"
#include "daemon/serve/api/answers.h"
#include "daemon/serve/api/api.h"

namespace cabled::serve {
namespace {

using Json = nlohmann::ordered_json;

Json months_json(const std::vector<db::MonthBar>& months) {
  Json out = Json::array();
  for (const db::MonthBar& bar : months) {
    out.push_back({{"month", bar.month}, {"count", bar.count}});
  }
  return out;
}

}  // namespace

HttpResponse search_api(const Visit& visit) {
  const auto request = read_search_request(visit.request);
  if (!request) return wrong_search_problem(request.error());
  const auto list = visit.site.database.ask(
      [&](pqxx::work& tx) { return db::CableSearch(tx, request->query).page(request->hits); });
  if (!list) return unanswered_problem(visit, list.error());
  Json out = total_json(list->total);
  out["hits"] = Json::array();
  for (const db::SearchHit& hit : list->hits) out["hits"].push_back(hit_json(hit));
  out["next"] = list->next ? Json(list->next->text()) : Json(nullptr);
  return json_answer(out);
}

HttpResponse facets_api(const Visit& visit) {
  const auto request = read_search_request(visit.request);
  if (!request) return wrong_search_problem(request.error());
  const auto spread = visit.site.database.ask(
      [&](pqxx::work& tx) { return db::CableSearch(tx, request->query).spread(); });
  if (!spread) return unanswered_problem(visit, spread.error());
  Json out = facets_json(spread->facets);
  out.update(total_json(spread->total));
  out["months"] = months_json(spread->months);
  out["undated"] = spread->undated;
  return json_answer(out);
}

}  // namespace cabled::serve
