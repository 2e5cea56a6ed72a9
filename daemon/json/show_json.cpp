#include "daemon/json/show_json.h"

#include <utility>

#include "daemon/json/cable_json.h"
#include "daemon/json/nullable.h"

namespace cabled {
namespace {

using Json = nlohmann::ordered_json;

// Every field that is there, and the key of the rendition that it was taken from.
Json field_sources(const db::StoredCable& cable) {
  const Json taken = Json::parse(cable.field_sources);
  const Json fields = Json::parse(cable.fields);
  Json out = Json::object();
  for (const auto& [field, value] : fields.items()) {
    if (value.is_null() || (value.is_structured() && value.empty())) continue;
    out[field] = taken.contains(field) ? taken[field] : Json(cable.best_key);
  }
  return out;
}

}  // namespace

Json renditions_json(const db::StoredCable& cable) {
  Json out = Json::array();
  for (const db::StoredRendition& rendition : cable.renditions) {
    Json sightings = Json::array();
    for (const db::StoredSighting& seen : rendition.sightings) {
      sightings.push_back({{"url", seen.url},
                           {"site", seen.site},
                           {"first_seen_at", seen.first_seen_at},
                           {"last_seen_at", seen.last_seen_at},
                           {"superseded_at", nullable(seen.superseded_at)}});
    }
    out.push_back({{"content_key", rendition.content_key},
                   {"cable_id", rendition.cable_id},
                   {"completeness", rendition.completeness},
                   {"first_seen_at", rendition.first_seen_at},
                   {"bytes", rendition.text.size()},
                   {"superseded_at", nullable(rendition.superseded_at)},
                   {"sightings", std::move(sightings)}});
  }
  return out;
}

Json links_json(const db::StoredCable& cable) {
  Json out = Json::array();
  for (const db::StoredLink& link : cable.links) {
    out.push_back({{"kind", link.kind},
                   {"id", link.other_id},
                   {"direction", link.incoming ? "from" : "to"},
                   {"known", link.known}});
  }
  return out;
}

Json show_json(const db::StoredCable& cable) {
  return {{"id", cable.id},
          {"first_seen_at", cable.first_seen_at},
          {"changed_at", cable.changed_at},
          {"cable", stored_to_json(cable.fields, cable.text)},
          {"assembled", cable.assembled},
          {"field_sources", field_sources(cable)},
          {"renditions", renditions_json(cable)},
          {"links", links_json(cable)}};
}

}  // namespace cabled
