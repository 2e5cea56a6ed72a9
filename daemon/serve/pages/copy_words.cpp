#include "daemon/serve/pages/copy_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string_view>

#include "daemon/serve/html/words.h"

namespace cabled::serve {
namespace {

using Json = nlohmann::ordered_json;

struct NamedField {
  std::string_view key;
  std::string_view name;
};
// Those whose absence a reader would feel; the rest follows from them or from the text.
constexpr auto kFieldsOfCopy = std::to_array<NamedField>({{"from", "sender"},
                                                          {"to", "addressees"},
                                                          {"dtg", "date-time group"},
                                                          {"sent_at", "date"},
                                                          {"classification", "classification"},
                                                          {"executive_order", "executive order"},
                                                          {"tags", "TAGS"},
                                                          {"subject", "subject"},
                                                          {"references", "references"},
                                                          {"signers", "signature"}});

bool has(const Json& fields, std::string_view key) {
  const auto found = fields.find(key);
  if (found == fields.end() || found->is_null()) return false;
  return !found->is_structured() || !found->empty();
}

bool is_flagged(const Json& fields, const char* key) {
  const auto found = fields.find(key);
  return found != fields.end() && found->is_boolean() && found->get<bool>();
}

int number_in(const Json& fields, const char* key) {
  const auto found = fields.find(key);
  return found != fields.end() && found->is_number_integer() ? found->get<int>() : 0;
}

std::string words_of(std::size_t count) {
  return counted(static_cast<std::int64_t>(count), "word", "words");
}

void add_part(std::vector<std::string>& out, const Json& fields) {
  if (is_flagged(fields, "partial_extract")) {
    out.emplace_back("An extract: its page shows a part of the telegram.");
  }
  const int section = number_in(fields, "section");
  const int sections = number_in(fields, "sections");
  if (section > 0 && sections > 1) {
    out.push_back(fmt::format("Headed as section {} of {}.", section, sections));
  }
  if (is_flagged(fields, "cancelled")) out.emplace_back("Marked as cancelled.");
  if (is_flagged(fields, "corrected_copy"))
    out.emplace_back("A corrected copy, sent again as such.");
}

void add_withheld(std::vector<std::string>& out, const CopyGaps& gaps) {
  if (gaps.withheld == 0) return;
  std::string sentence =
      "Withholds " + counted(static_cast<std::int64_t>(gaps.withheld), "passage", "passages");
  if (gaps.told_elsewhere > 0) {
    sentence +=
        fmt::format("; another copy tells {}",
                    gaps.told_elsewhere >= gaps.withheld
                        ? std::string(gaps.withheld == 1 ? "it" : "them all")
                        : grouped(static_cast<std::int64_t>(gaps.told_elsewhere)) + " of them");
  } else {
    sentence += ", and no other copy tells more";
  }
  out.push_back(sentence + '.');
}

void add_lacking(std::vector<std::string>& out, const CopyGaps& gaps) {
  if (gaps.lacking_words == 0) return;
  std::string sentence =
      fmt::format("Lacks {} that other copies have", words_of(gaps.lacking_words));
  if (gaps.lacks_beginning && gaps.lacks_end) {
    sentence += ", among them the beginning and the end";
  } else if (gaps.lacks_beginning) {
    sentence += ", among them the beginning";
  } else if (gaps.lacks_end) {
    sentence += ", among them the end: it was cut short";
  }
  out.push_back(sentence + '.');
}

}  // namespace

std::vector<std::string> lacking_fields(const Json& copy, const Json& cable) {
  std::vector<std::string> names;
  for (const NamedField& field : kFieldsOfCopy) {
    if (has(cable, field.key) && !has(copy, field.key)) names.emplace_back(field.name);
  }
  return names;
}

std::vector<std::string> copy_sentences(const CopyFacts& copy) {
  std::vector<std::string> out;
  add_part(out, copy.fields);
  add_withheld(out, copy.gaps);
  add_lacking(out, copy.gaps);
  if (const auto names = lacking_fields(copy.fields, copy.of_cable); !names.empty()) {
    out.push_back(fmt::format("Does not give: {}.", fmt::join(names, ", ")));
  }
  if (copy.gaps.withheld == 0 && copy.gaps.lacking_words == 0) {
    out.emplace_back("Withholds nothing, and lacks no words that another copy has.");
  }
  return out;
}

std::string_view meaning_of_change(TextChangeKind kind) {
  switch (kind) {
    case TextChangeKind::kRedacted:
      return "the right copy marks as withheld what the left one says";
    case TextChangeKind::kRestored:
      return "the right copy says what the left one marks as withheld";
    case TextChangeKind::kTruncated:
      return "the right copy ends before these words of the left one";
    case TextChangeKind::kRemoved:
      return "the left copy alone has these words, and the right one goes on after them";
    case TextChangeKind::kAdded:
      return "the right copy alone has these words";
    case TextChangeKind::kChanged:
      return "the copies have other words here";
    case TextChangeKind::kCorrected:
      return "the same words in another spelling: few letters differ";
  }
  return "";
}

}  // namespace cabled::serve
