#include "daemon/pipeline/cable_rows.h"

#include <set>
#include <utility>

#include "daemon/json/cable_json.h"
#include "parsers/dedup/completeness.h"
#include "parsers/dedup/content_key.h"
#include "parsers/dedup/fingerprint.h"

namespace cabled {
namespace {

std::vector<db::CableLink> links_of(const Cable& cable) {
  std::set<db::CableLink> links;
  for (const Reference& reference : cable.references) {
    if (reference.id) links.insert({"reference", reference.id->text()});
  }
  for (const CableId& id : cable.cancels) links.insert({"cancels", id.text()});
  return {links.begin(), links.end()};
}

}  // namespace

db::RenditionRow rendition_row(const Cable& cable, std::string site) {
  const Digest key = content_key(cable.text);
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
          .fields = to_line(fields_to_json(cable)),
          .text = cable.text,
          .content_key = key,
          .fingerprint = static_cast<std::int64_t>(fingerprint(cable.text)),
          .completeness = completeness(cable),
          .site = std::move(site),
          .links = links_of(cable)};
}

}  // namespace cabled
