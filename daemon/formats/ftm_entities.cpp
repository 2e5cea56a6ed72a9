#include "daemon/formats/ftm_entities.h"

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/json/cable_json.h"
#include "parsers/model/digest.h"

namespace cabled {
namespace {

using Json = nlohmann::ordered_json;

// Ids of entities are to be distinct from those of other data sets that are loaded beside.
constexpr std::string_view kMessage = "cabled-cable-";
constexpr std::string_view kBody = "cabled-body-";
constexpr std::string_view kMention = "cabled-mention-";
constexpr std::size_t kHashLength = 24;
// Of these it is remembered that they were given; more are given again, which is the same.
constexpr std::size_t kMostTold = 100'000;

std::string hashed(std::string_view prefix, const std::string& of) {
  return std::string(prefix) + Digest::of(of).hex().substr(0, kHashLength);
}

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::vector<std::string> texts_at(const Json& object, const char* key) {
  std::vector<std::string> texts;
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) return texts;
  for (const Json& item : *found) {
    if (item.is_string()) texts.push_back(item.get<std::string>());
  }
  return texts;
}

/// The values of `key` in a list of objects, without those that have none.
std::vector<std::string> texts_in(const Json& object, const char* list, const char* key) {
  std::vector<std::string> texts;
  const auto found = object.find(list);
  if (found == object.end() || !found->is_array()) return texts;
  for (const Json& item : *found) {
    if (std::string text = text_at(item, key); !text.empty()) texts.push_back(std::move(text));
  }
  return texts;
}

/// The properties of an entity: all have lists of texts, and none is empty.
class Properties {
 public:
  void add(const char* name, const std::string& value) {
    if (!value.empty()) values_[name].push_back(value);
  }
  void add(const char* name, const std::vector<std::string>& values) {
    for (const std::string& value : values) add(name, value);
  }
  std::string entity(const std::string& id, const char* schema) const {
    return to_line({{"id", id}, {"schema", schema}, {"properties", values_}}) + '\n';
  }

 private:
  Json values_ = Json::object();
};

std::string mention_of(const std::string& name, const std::string& cable) {
  Properties mention;
  mention.add("document", cable);
  mention.add("name", name);
  mention.add("detectedSchema", "Person");
  return mention.entity(hashed(kMention, cable + '\0' + name), "Mention");
}

Properties facts_of(const Json& cable, const std::string& id) {
  const std::string subject = text_at(cable, "subject");
  Properties facts;
  facts.add("name", subject.empty() ? id : subject);
  facts.add("title", subject);
  facts.add("subject", subject);
  facts.add("fileName", id + ".txt");
  facts.add("messageId", id);
  facts.add("date", text_at(cable, "sent_at"));
  facts.add("mimeType", "text/plain");
  facts.add("summary", text_at(cable, "summary"));
  facts.add("author", texts_at(cable, "signers"));
  facts.add("inReplyTo", texts_in(cable, "references", "id"));
  facts.add("keywords", texts_at(cable, "tags"));
  facts.add("keywords", text_at(cable, "classification"));
  if (cable.contains("source")) facts.add("sourceUrl", text_at(cable["source"], "url"));
  return facts;
}

std::set<std::string> people_in(const Json& cable) {
  std::set<std::string> people;
  for (const char* list : {"signers", "classified_by"}) {
    for (std::string& name : texts_at(cable, list)) people.insert(std::move(name));
  }
  return people;
}

}  // namespace

FtmLines::Body FtmLines::body_named(const std::string& name) {
  std::string id = hashed(kBody, name);
  if (told_.contains(id)) return {std::move(id), ""};
  if (told_.size() < kMostTold) told_.insert(id);
  Properties body;
  body.add("name", name);
  std::string line = body.entity(id, "PublicBody");
  return {std::move(id), std::move(line)};
}

std::string FtmLines::of_cable(const std::string& id, const std::string& fields,
                               const std::string& text) {
  const Json cable = Json::parse(fields);
  const std::string entity_id = std::string(kMessage) + id;
  Properties message = facts_of(cable, id);
  message.add("bodyText", text);
  std::string lines;
  const auto name_body = [&](const char* property, const std::string& name) {
    const Body body = body_named(name);
    lines += body.line;
    message.add(property, body.id);
  };
  if (const std::string from = text_at(cable, "from"); !from.empty()) name_body("sender", from);
  for (const char* list : {"to", "info"}) {
    for (const std::string& name : texts_in(cable, list, "name")) name_body("recipients", name);
  }
  lines += message.entity(entity_id, "Message");
  for (const std::string& name : people_in(cable)) lines += mention_of(name, entity_id);
  return lines;
}

}  // namespace cabled
