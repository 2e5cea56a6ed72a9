#include "daemon/json/cable_json.h"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "daemon/json/nullable.h"
#include "parsers/cable/body/body_fields.h"

namespace cabled {
namespace {

using Json = nlohmann::ordered_json;

Json list(const std::vector<std::string>& values) { return values; }

Json nullable_id(const std::optional<CableId>& id) { return id ? Json(id->text()) : Json(nullptr); }

Json addressees(const std::vector<Addressee>& list) {
  Json out = Json::array();
  for (const Addressee& addressee : list) {
    out.push_back({{"route", nullable(addressee.route)},
                   {"name", addressee.name},
                   {"precedence", nullable(addressee.precedence)},
                   {"mcn", nullable(addressee.mcn)},
                   {"excluded", addressee.excluded}});
  }
  return out;
}

Json references(const std::vector<Reference>& list) {
  Json out = Json::array();
  for (const Reference& reference : list) {
    out.push_back({{"id", nullable_id(reference.id)},
                   {"kind", to_string(reference.kind)},
                   {"bullet", nullable(reference.bullet)},
                   {"text", reference.text}});
  }
  return out;
}

Json paragraphs(const std::vector<Paragraph>& list) {
  Json out = Json::array();
  for (const Paragraph& paragraph : list) {
    out.push_back({{"number", nullable(paragraph.number)},
                   {"portion", nullable(paragraph.portion)},
                   {"heading", nullable(paragraph.heading)},
                   {"text", paragraph.text}});
  }
  return out;
}

Json tag_kinds(const Cable& cable) {
  Json out = Json::object();
  for (const auto& [tag, kind] : cable.tag_kinds) out[tag] = to_string(kind);
  return out;
}

Json cancels(const std::vector<CableId>& ids) {
  Json out = Json::array();
  for (const CableId& id : ids) out.push_back(id.text());
  return out;
}

Json source(const PageSource& source) {
  return {{"url", nullable(source.url)},
          {"profile", nullable(source.profile)},
          {"published", nullable(source.published)},
          {"byline", nullable(source.byline)},
          {"title", nullable(source.title)}};
}

Json locator(const LocatorReport& report) {
  return {{"rule", report.rule}, {"confidence", report.confidence}, {"removed", report.removed}};
}

// Room for all fields: a growing object copies the keys that it holds.
Json roomy_object() {
  static constexpr std::size_t kFields = 48;
  Json out = Json::object();
  out.get_ref<Json::object_t&>().reserve(kFields);
  return out;
}

void put_identity(Json& out, const Cable& cable) {
  out["id"] = nullable_id(cable.id);
  out["id_as_found"] = nullable(cable.id_as_found);
  out["station"] = nullable(cable.station);
  out["serial"] = nullable(cable.serial);
  out["year"] = nullable(cable.year);
}

void put_header(Json& out, const Cable& cable) {
  out["transmission_id"] = nullable(cable.transmission_id);
  out["routing"] = nullable(cable.routing);
  out["de_line"] = nullable(cable.de_line);
  out["precedence"] = nullable(cable.precedence);
  out["info_precedence"] = nullable(cable.info_precedence);
  out["dtg"] = nullable(cable.dtg);
  out["sent_at"] = nullable(cable.sent_at);
  out["operating_signals"] = list(cable.operating_signals);
  out["from"] = nullable(cable.from);
  out["to"] = addressees(cable.to);
  out["info"] = addressees(cable.info);
  out["classification"] = nullable(cable.classification);
  out["handling"] = list(cable.handling);
  out["section"] = nullable(cable.section);
  out["sections"] = nullable(cable.sections);
  out["executive_order"] = nullable(cable.executive_order);
  out["declassify_on"] = nullable(cable.declassify_on);
  out["declassify_text"] = nullable(cable.declassify_text);
}

void put_subject(Json& out, const Cable& cable) {
  out["tags"] = list(cable.tags);
  out["tag_kinds"] = tag_kinds(cable);
  out["subject"] = nullable(cable.subject);
  out["title"] = nullable(cable.title);
  out["references"] = references(cable.references);
  out["classified_by"] = list(cable.classified_by);
  out["reasons"] = list(cable.reasons);
  out["summary"] = nullable(cable.summary);
}

void put_standing(Json& out, const Cable& cable) {
  out["signers"] = list(cable.signers);
  out["partial_extract"] = cable.partial_extract;
  out["cancels"] = cancels(cable.cancels);
  out["cancelled"] = cable.cancelled;
  out["corrected_copy"] = cable.corrected_copy;
}

void put_provenance(Json& out, const Cable& cable) {
  out["media"] = list(cable.media);
  out["source"] = source(cable.source);
  out["locator"] = locator(cable.locator);
  out["warnings"] = list(cable.warnings);
}

// jsonb forgets the order of keys, so a stored cable takes its order from an empty one.
const Json& key_order() {
  static const Json kOrder = to_json(Cable{});
  return kOrder;
}

}  // namespace

Json to_json(const Cable& cable) {
  Json out = roomy_object();
  put_identity(out, cable);
  put_header(out, cable);
  put_subject(out, cable);
  out["paragraphs"] = paragraphs(cable.paragraphs);
  put_standing(out, cable);
  out["text"] = cable.text;
  out["prose"] = cable.prose;
  put_provenance(out, cable);
  return out;
}

Json fields_to_json(const Cable& cable) {
  Json out = roomy_object();
  put_identity(out, cable);
  put_header(out, cable);
  put_subject(out, cable);
  put_standing(out, cable);
  put_provenance(out, cable);
  return out;
}

Json stored_to_json(const std::string& fields, const std::string& text) {
  Json kept = Json::parse(fields);
  std::optional<CableId> self;
  if (const Json& id = kept["id"]; id.is_string()) {
    if (auto parsed = CableId::parse(id.get<std::string>())) self = std::move(*parsed);
  }
  const BodyFields body = read_body(text, self);
  kept["paragraphs"] = paragraphs(body.paragraphs);
  kept["prose"] = body.prose;
  kept["text"] = text;

  Json out;
  for (const auto& [key, empty] : key_order().items()) {
    const auto found = kept.find(key);
    out[key] = found != kept.end() ? Json(std::move(*found)) : empty;
  }
  return out;
}

std::string to_line(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace cabled
