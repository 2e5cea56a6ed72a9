#include "parsers/model/cable_fields.h"

#include <algorithm>
#include <string>

#include "daemon/serve/pages/cable_shown.h"

namespace cabled::serve {
namespace {

using Json = nlohmann::ordered_json;

std::string value_words(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (value.is_null()) return "";
  if (!value.is_structured()) return value.dump();
  std::string out;
  for (const auto& [key, part] : value.items()) {
    const std::string words = value_words(part);
    if (words.empty()) continue;
    if (!out.empty()) out += value.is_array() ? "; " : ", ";
    if (!value.is_array()) out.append(key).append(": ");
    out += words;
  }
  return out;
}

bool is_absent(const Json& value) {
  return value.is_null() || (value.is_structured() && value.empty()) || value == Json(false);
}

std::string field_name(std::string_view key) {
  std::string name(key);
  std::ranges::replace(name, '_', ' ');
  return name;
}

// The text that a field was read from: where it was seen, and which of the texts it is.
void write_source(Page& page, const CableShown& cable, const std::string& key) {
  const auto source =
      std::ranges::find(cable.stored.renditions, key, &db::StoredRendition::content_key);
  if (source == cable.stored.renditions.end()) {
    page.text("text " + key.substr(0, 8));
    return;
  }
  const auto number = source - cable.stored.renditions.begin() + 1;
  page.text("text " + std::to_string(number));
  if (!source->sightings.empty()) page.text(", " + source->sightings.front().site);
}

void write_row(Page& page, const CableShown& cable, std::string_view key, const Json& taken) {
  const auto found = cable.fields.find(key);
  if (found == cable.fields.end() || is_absent(*found)) return;
  page.element("tr", [&] {
    page.element("th", {{"scope", "row"}}, field_name(key));
    page.element("td", value_words(*found));
    page.element("td", [&] {
      const auto other = taken.find(key);
      write_source(page, cable,
                   other == taken.end() ? cable.stored.best_key : other->get<std::string>());
    });
  });
}

void write_table(Page& page, const CableShown& cable) {
  const Json taken = Json::parse(cable.stored.field_sources);
  page.element("table", [&] {
    page.element("thead", [&] {
      page.element("tr", [&] {
        for (const char* head : {"Field", "Value", "Read from"}) {
          page.element("th", {{"scope", "col"}}, head);
        }
      });
    });
    page.element("tbody", [&] {
      for (const std::string_view key : kCableFieldKeys) write_row(page, cable, key, taken);
    });
  });
}

}  // namespace

void write_every_field(Page& page, const CableShown& cable) {
  page.element("details", {{"class", "every-field"}}, [&] {
    page.element("summary", "Every field, and the text that it was read from");
    write_table(page, cable);
    page.element("p", [&] {
      page.link(Address("/cable").below(cable.stored.id).below("copies"),
                "Where each text was seen, and what it lacks");
    });
  });
}

}  // namespace cabled::serve
