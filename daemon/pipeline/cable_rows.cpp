#include "daemon/pipeline/cable_rows.h"

#include <set>
#include <utility>

#include "daemon/json/cable_json.h"
#include "parsers/cable/station/stations.h"
#include "parsers/dedup/completeness.h"
#include "parsers/dedup/content_key.h"
#include "parsers/dedup/text_sketch.h"

namespace cabled {
namespace {

std::vector<db::CableLink> links_of(const Cable& cable) {
  std::set<db::CableLink> links;
  for (const Reference& reference : cable.references) {
    if (reference.id) links.insert({"reference", reference.id->text()});
  }
  for (const CableId& id : cable.cancels) links.insert({"cancels", id.text()});
  if (cable.replaced_by) links.insert({"replaced_by", cable.replaced_by->text()});
  return {links.begin(), links.end()};
}

// What two copies are compared by. Sent again under another number, a telegram has another header.
std::string_view compared_text(const Cable& cable) {
  return cable.prose.empty() ? std::string_view(cable.text) : std::string_view(cable.prose);
}

// Records without a text are told apart by what they say.
Digest key_of(const Cable& cable) {
  if (!cable.text_lost) return content_key(cable.text);
  std::string record;
  for (const auto& [key, value] : cable.attributes) {
    record.append(key).append(": ").append(value) += '\n';
  }
  return content_key(record);
}

std::vector<std::int64_t> bands_of(const TextSketch& sketch) {
  std::vector<std::int64_t> bands;
  for (const std::uint64_t band : sketch.bands) bands.push_back(static_cast<std::int64_t>(band));
  return bands;
}

}  // namespace

db::RenditionRow rendition_row(const Cable& cable, std::string site) {
  const Digest key = key_of(cable);
  const TextSketch sketch = sketch_text(compared_text(cable));
  // A cable without an id is known by its content.
  std::string id = cable.id ? cable.id->text() : "sha256:" + key.hex();
  return {.cable_id = std::move(id),
          .year = cable.year,
          .station = cable.station,
          .serial = cable.serial,
          .sent_at = cable.sent_at,
          .classification = cable.classification,
          .tags = cable.tags,
          .subject = cable.subject,
          .fields = fields_line(cable),
          .text = cable.text,
          .content_key = key,
          .fingerprint = static_cast<std::int64_t>(sketch.fingerprint),
          .completeness = completeness(cable),
          .site = std::move(site),
          .links = links_of(cable),
          .bands = bands_of(sketch),
          .doubtful_id = !cable.id || !known_station(cable.id->station())};
}

std::vector<db::RenditionRow> further_rows(std::span<const Cable> further,
                                           const db::RenditionRow& first) {
  std::set<std::pair<std::string, std::string>> seen{{first.cable_id, first.content_key.hex()}};
  std::vector<db::RenditionRow> rows;
  for (const Cable& cable : further) {
    db::RenditionRow row = rendition_row(cable, first.site);
    if (seen.emplace(row.cable_id, row.content_key.hex()).second) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace cabled
