#include <algorithm>
#include <utility>

#include "daemon/json/show_json.h"
#include "daemon/serve/api/about_cable.h"
#include "daemon/serve/api/answers.h"
#include "daemon/serve/api/api.h"

namespace cabled::serve {

using Json = nlohmann::ordered_json;

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
