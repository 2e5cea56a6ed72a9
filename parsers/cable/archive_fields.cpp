#include "parsers/cable/archive_fields.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "parsers/cable/body/title_case.h"
#include "parsers/cable/header/classification.h"
#include "parsers/cable/references/references.h"
#include "parsers/cable/station/canonical_id.h"
#include "parsers/cable/tags/tag_table.h"
#include "parsers/cable/tags/tags.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/classifications.h"
#include "parsers/telegram/preamble.h"
#include "parsers/telegram/scanner.h"
#include "parsers/telegram/usual_head.h"

namespace cabled {
namespace {

using Attributes = std::map<std::string, std::string>;

std::string_view value_of(const Attributes& attributes, const std::string& key) {
  const auto found = attributes.find(key);
  return found == attributes.end() ? std::string_view() : std::string_view(found->second);
}

// "OVIP, (EXAMPLE, ANN B.), PO": what stands in a list that has no label.
void fill_tags(Cable& cable, std::string_view value) {
  if (value.empty()) return;
  const std::string text = "TAGS: " + ascii::upper(value) + "\n";
  Tags tags = read_tags(Preamble(text));
  std::erase_if(tags.tags, [](const std::string& tag) { return tag == "N/A"; });
  for (const std::string& tag : tags.tags) cable.tag_kinds.emplace(tag, tag_kind(tag));
  cable.tags = std::move(tags.tags);
}

void fill_references(Cable& cable, std::string_view value) {
  if (value.empty()) return;
  const std::string text = "REF: " + ascii::upper(value) + "\n";
  cable.references = read_references(Preamble(text), cable.id).references;
}

// A value of a few hundred records is a word of the text, such as SECRETARY.
void fill_classification(Cable& cable, std::string_view value) {
  const auto level = read_level(value, Strictness::kStrict);
  if (!level || !ascii::trim(level->rest).empty()) return;
  cable.classification = published_classification(std::string(level->published), cable.handling);
}

// "STATE", "LISBON"; COM stands for several, and "X INFO Y" for more than one list.
void fill_addressee(Cable& cable, std::string_view value) {
  if (value.empty() || value == "COM" || value.find(" INFO ") != std::string_view::npos) return;
  Addressee addressee;
  addressee.name = value;
  cable.to.push_back(std::move(addressee));
}

std::string without_lead(std::string_view subject) {
  subject.remove_prefix(std::min(subject.find_first_not_of(": "), subject.size()));
  return words::squeeze(subject);
}

}  // namespace

std::optional<CableId> id_of_record(const Attributes& attributes) {
  const std::string_view number = value_of(attributes, "Document Number");
  // Four digits of the year, a name, a serial: one in fourteen has another form.
  if (words::leading_digits(number) != 4 || number.size() < 6 || !ascii::is_upper(number[4])) {
    return std::nullopt;
  }
  auto id = canonical_id(number);
  return id ? std::optional(std::move(*id)) : std::nullopt;
}

void fill_from_record(Cable& cable, const Attributes& attributes) {
  const auto value = [&](const char* key) { return value_of(attributes, key); };
  if (!cable.from && !value("From").empty()) cable.from = value("From");
  if (cable.to.empty()) fill_addressee(cable, value("To"));
  if (cable.text.empty()) cable.handling = head_captions(value("Original Handling Restrictions"));
  if (!cable.classification) fill_classification(cable, value("Original Classification"));
  if (cable.tags.empty()) fill_tags(cable, value("TAGS"));
  if (!cable.subject && !value("Subject").empty()) {
    cable.subject = without_lead(value("Subject"));
    cable.title = title_case(*cable.subject, acronyms_of_body(*cable.subject, cable.prose));
  }
  if (cable.references.empty()) fill_references(cable, value("Reference"));
}

}  // namespace cabled
