#include "daemon/json/cable_json.h"

#include <concepts>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/cable/body/body_fields.h"
#include "parsers/cable/body/clean_text.h"
#include "parsers/model/cable_fields.h"
#include "parsers/model/json_text.h"
#include "parsers/telegram/smart_form.h"

namespace cabled {
namespace {

using Json = nlohmann::ordered_json;

// How each type of a field is written.
class ValueWriter {
 public:
  explicit ValueWriter(JsonText& out) : out_(out) {}

  void write(std::string_view text) { out_.string(text); }
  void write(const std::string& text) { out_.string(text); }
  void write(std::integral auto number) { out_.number(std::int64_t{number}); }
  void write(bool value) { out_.raw(value ? "true" : "false"); }
  void write(double number) { out_.raw(to_line(number)); }
  void write(const CableId& id) { out_.string(id.text()); }
  void write(TagKind kind) { out_.string(to_string(kind)); }
  void write(DamageKind kind) { out_.string(to_string(kind)); }
  void write(ReferenceKind kind) { out_.string(to_string(kind)); }

  template <class T>
  void write(const std::optional<T>& value) {
    if (value) {
      write(*value);
    } else {
      out_.raw("null");
    }
  }

  template <class T>
  void write(const std::vector<T>& list) {
    out_.raw("[");
    std::string_view comma;
    for (const T& item : list) {
      out_.raw(std::exchange(comma, ","));
      write(item);
    }
    out_.raw("]");
  }

  template <class T>
  void write(const std::map<std::string, T>& map) {
    out_.raw("{");
    std::string_view comma;
    for (const auto& [key, value] : map) {
      out_.raw(std::exchange(comma, ","));
      member(key, value);
    }
    out_.raw("}");
  }

  void write(const Addressee& addressee) {
    object("route", addressee.route, "name", addressee.name, "precedence", addressee.precedence,
           "mcn", addressee.mcn, "excluded", addressee.excluded);
  }
  void write(const Reference& reference) {
    object("id", reference.id, "kind", reference.kind, "bullet", reference.bullet, "text",
           reference.text);
  }
  void write(const Paragraph& paragraph) {
    object("number", paragraph.number, "portion", paragraph.portion, "heading", paragraph.heading,
           "text", paragraph.text);
  }
  void write(const Damage& damage) {
    object("kind", damage.kind, "place", damage.place, "detail", damage.detail);
  }
  // "origin" takes the place of "action" in what the Department itself sends.
  void write(const Distribution& distribution) {
    if (distribution.origin.empty()) {
      object("action", distribution.action, "info", distribution.info, "sum", distribution.sum);
    } else {
      object("origin", distribution.origin, "info", distribution.info, "sum", distribution.sum);
    }
  }
  void write(const PageSource& source) {
    object("url", source.url, "profile", source.profile, "published", source.published, "byline",
           source.byline, "title", source.title, "id", source.id, "created", source.created,
           "released", source.released, "classification", source.classification, "origin",
           source.origin, "filled", source.filled);
  }
  void write(const LocatorReport& report) {
    object("rule", report.rule, "confidence", report.confidence, "removed", report.removed);
  }

  template <class T>
  void member(std::string_view key, const T& value) {
    out_.string(key);
    out_.raw(":");
    write(value);
  }

 private:
  template <class T, class... More>
  void object(std::string_view key, const T& value, const More&... more) {
    out_.raw("{");
    members(key, value, more...);
    out_.raw("}");
  }

  template <class T, class... More>
  void members(std::string_view key, const T& value, const More&... more) {
    member(key, value);
    if constexpr (sizeof...(more) > 0) {
      out_.raw(",");
      members(more...);
    }
  }

  JsonText& out_;
};

template <class Wanted>
std::string object_of(const Cable& cable, Wanted wanted) {
  JsonText out;
  ValueWriter writer(out);
  std::string_view comma = "{";
  each_field(cable, [&](const auto& field, const auto& value) {
    if (!wanted(field.home)) return;
    out.raw(std::exchange(comma, ","));
    writer.member(field.key, value);
  });
  out.raw("}");
  return std::move(out).take();
}

// What can be read again of a stored cable.
Cable read_again(const Json& kept, const std::string& text) {
  Cable cable;
  if (const auto id = kept.find("id"); id != kept.end() && id->is_string()) {
    if (auto parsed = CableId::parse(id->get<std::string>())) cable.id = std::move(*parsed);
  }
  const auto older_form = smart_form_as_telegram(text);
  BodyFields body = read_body(older_form ? *older_form : text, cable.id);
  cable.paragraphs = std::move(body.paragraphs);
  cable.prose = std::move(body.prose);
  cable.text = text;
  cable.clean_text = make_clean_text(text).text;
  return cable;
}

}  // namespace

std::string cable_line(const Cable& cable) {
  return object_of(cable, [](FieldHome) { return true; });
}

std::string fields_line(const Cable& cable) {
  return object_of(cable, [](FieldHome home) { return home == FieldHome::kKept; });
}

// jsonb forgets the order of keys, so it is that of the list here too. A field that was not known
// yet when the cable was stored is absent.
std::string stored_cable_line(const std::string& fields, const std::string& text) {
  const Json kept = Json::parse(fields);
  JsonText out;
  ValueWriter writer(out);
  std::string_view comma = "{";
  each_field(read_again(kept, text), [&](const auto& field, const auto& value) {
    out.raw(std::exchange(comma, ","));
    const auto found = field.home == FieldHome::kKept ? kept.find(field.key) : kept.end();
    if (found == kept.end()) {
      writer.member(field.key, value);
    } else {
      out.string(field.key);
      out.raw(":");
      out.raw(to_line(*found));
    }
  });
  out.raw("}");
  return std::move(out).take();
}

Json stored_to_json(const std::string& fields, const std::string& text) {
  return Json::parse(stored_cable_line(fields, text));
}

std::string to_line(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace cabled
