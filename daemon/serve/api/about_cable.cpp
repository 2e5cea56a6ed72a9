#include "daemon/serve/api/about_cable.h"

#include "daemon/serve/api/answers.h"
#include "daemon/serve/site/caching.h"
#include "parsers/cable/station/canonical_id.h"

namespace cabled::serve {

HttpResponse about_cable(const Visit& visit,
                         const std::function<HttpResponse(const db::StoredCable&)>& tell) {
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

}  // namespace cabled::serve
