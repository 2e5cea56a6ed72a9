#include "daemon/formats/cited_cable.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace cabled {
namespace {

using Json = nlohmann::ordered_json;

std::optional<std::string> text_field(const Json& fields, const char* key) {
  const auto found = fields.find(key);
  if (found == fields.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<std::string> first_addressee(const Json& fields) {
  const auto found = fields.find("to");
  if (found == fields.end() || !found->is_array() || found->empty()) return std::nullopt;
  const Json& first = found->front();
  return first.is_object() ? text_field(first, "name") : std::nullopt;
}

// A reader can go to a page on the web, and not to somebody's file.
std::string cited_url(const std::vector<db::StoredSighting>& sightings) {
  const auto on_the_web = std::ranges::find_if(
      sightings, [](const db::StoredSighting& seen) { return seen.url.starts_with("http"); });
  if (on_the_web != sightings.end()) return on_the_web->url;
  return sightings.empty() ? "" : sightings.front().url;
}

}  // namespace

CitedCable cited_cable(const db::StoredCable& cable) {
  const Json fields = Json::parse(cable.fields);
  CitedCable cited{.id = cable.id,
                   .subject = text_field(fields, "subject"),
                   .sent_at = text_field(fields, "sent_at"),
                   .from = text_field(fields, "from"),
                   .to = first_addressee(fields),
                   .station = text_field(fields, "station"),
                   .classification = text_field(fields, "classification")};
  if (const auto tags = fields.find("tags"); tags != fields.end() && tags->is_array()) {
    for (const Json& tag : *tags) {
      if (tag.is_string()) cited.tags.push_back(tag.get<std::string>());
    }
  }
  if (!cable.renditions.empty()) cited.url = cited_url(cable.renditions.front().sightings);
  return cited;
}

CitedCable cited_cable(const db::SearchHit& hit) {
  return {.id = hit.id,
          .subject = hit.subject,
          .sent_at = hit.sent_at,
          .station = hit.station,
          .classification = hit.classification};
}

}  // namespace cabled
