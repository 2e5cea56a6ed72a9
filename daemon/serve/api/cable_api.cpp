#include <algorithm>
#include <utility>

#include "daemon/json/show_json.h"
#include "daemon/serve/api/answers.h"
#include "daemon/serve/api/api.h"
#include "daemon/serve/site/caching.h"
#include "db/query/cable_queries.h"
#include "parsers/cable/station/canonical_id.h"

namespace cabled::serve {
namespace {

using Json = nlohmann::ordered_json;

// Answers with what `tell` makes of the cable that the address names.
template <typename Tell>
HttpResponse about_cable(const Visit& visit, Tell tell) {
  const std::string& asked = visit.captured[0];
  const Result<CableId> canonical = canonical_id(asked);
  const std::string id = canonical ? canonical->text() : asked;
  const auto cable =
      visit.site.database.ask([&](pqxx::work& tx) { return db::find_cable(tx, id); });
  if (!cable) return unanswered_problem(visit, cable.error());
  if (!*cable) return problem(404, "Not found", "no cable has this number here");
  HttpResponse response = tell(**cable);
  if (response.status == 200) set_last_modified(response, (*cable)->changed_at);
  return response;
}

}  // namespace

HttpResponse cable_api(const Visit& visit) {
  return about_cable(visit,
                     [](const db::StoredCable& cable) { return json_answer(show_json(cable)); });
}

HttpResponse renditions_api(const Visit& visit) {
  return about_cable(visit, [](const db::StoredCable& cable) {
    return json_answer({{"id", cable.id}, {"renditions", renditions_json(cable)}});
  });
}

HttpResponse rendition_api(const Visit& visit) {
  return about_cable(visit, [&](const db::StoredCable& cable) {
    const auto found =
        std::ranges::find(cable.renditions, visit.captured[1], &db::StoredRendition::content_key);
    if (found == cable.renditions.end()) {
      return problem(404, "Not found", "the cable has no text of this key");
    }
    const auto place = static_cast<std::size_t>(found - cable.renditions.begin());
    Json out = renditions_json(cable).at(place);
    out["text"] = found->text;
    return json_answer(out);
  });
}

HttpResponse links_api(const Visit& visit) {
  return about_cable(visit, [](const db::StoredCable& cable) {
    return json_answer({{"id", cable.id}, {"links", links_json(cable)}});
  });
}

}  // namespace cabled::serve
