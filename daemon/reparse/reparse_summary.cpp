#include "daemon/reparse/reparse_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "daemon/system/terminal.h"

namespace cabled {
namespace {

using Json = nlohmann::ordered_json;
using Counts = std::map<std::string, std::uint64_t>;

constexpr std::size_t kExamples = 10;
constexpr std::size_t kFieldExamples = 3;
constexpr std::array<const char*, ReparseSummary::kClasses.size()> kWords{
    "as before", "corrected", "new text",     "other id",
    "found",     "lost",      "other reason", "unreadable"};

// Those of `some` that `others` lacks.
std::string ids_beyond(const std::set<std::string>& some, const std::set<std::string>& others) {
  std::vector<std::string> ids;
  std::ranges::set_difference(some, others, std::back_inserter(ids));
  return fmt::format("{}", fmt::join(ids, ", "));
}

// What a page is called: by its cable, and by its URL where it has none.
std::string name_of(const ReadPage& page, ReadingChange change) {
  if (change == ReadingChange::kUnreadable) return page.capture.url;
  const std::set<std::string> before = ids_before(page);
  const std::set<std::string> today = ids_today(page);
  switch (change) {
    case ReadingChange::kOtherId:
      return fmt::format("{} -> {}", ids_beyond(before, today), ids_beyond(today, before));
    case ReadingChange::kLost:
      return ids_beyond(before, today);
    case ReadingChange::kFound:
      return ids_beyond(today, before);
    default:
      return today.empty() ? page.capture.url : page.today->write.rendition->cable_id;
  }
}

std::string count_line(const char* label, const Counts& counts) {
  std::string line;
  for (const auto& [name, count] : counts) {
    line += fmt::format("{}{} {}", line.empty() ? "" : ", ", printable_line(name), count);
  }
  return line.empty() ? line : fmt::format("{}: {}\n", label, line);
}

Json examples_json(const std::vector<FieldDiff>& examples) {
  Json out = Json::array();
  for (const FieldDiff& field : examples) {
    out.push_back({{"id", field.cable_id}, {"before", field.before}, {"today", field.today}});
  }
  return out;
}

std::vector<FieldDiff> examples_from(const std::string& name, const Json& list) {
  std::vector<FieldDiff> examples;
  for (const Json& one : list) {
    examples.push_back({name, one.at("id").get<std::string>(), one.at("before").get<std::string>(),
                        one.at("today").get<std::string>()});
  }
  return examples;
}

// A value that was not there, or is not.
std::string shown(const std::string& value) { return value.empty() ? "-" : printable_line(value); }

}  // namespace

void ReparseSummary::add(const ReadPage& page, const ReadingDiff& diff) {
  const std::size_t index = index_of(diff.change);
  ++counts_[index];
  if (diff.change == ReadingChange::kSame) return;
  for (const FieldDiff& field : diff.fields) {
    ++fields_[field.name];
    std::vector<FieldDiff>& examples = field_examples_[field.name];
    if (examples.size() < kFieldExamples) examples.push_back(field);
  }
  if (first_[index].size() < kExamples) first_[index].push_back(name_of(page, diff.change));
  if (diff.change == ReadingChange::kUnreadable) return;
  const std::string before = outcome_before(page);
  const std::string today = outcome_today(*page.today);
  if (before != today) ++outcomes_[fmt::format("{} -> {}", before, today)];
}

std::uint64_t ReparseSummary::captures() const {
  std::uint64_t sum = 0;
  for (const std::uint64_t count : counts_) sum += count;
  return sum;
}

Json ReparseSummary::to_json() const {
  Json out{{"captures", captures()}};
  Json first = Json::object();
  for (std::size_t i = 0; i < kClasses.size(); ++i) {
    out[kClasses[i]] = counts_[i];
    if (!first_[i].empty()) first[kClasses[i]] = first_[i];
  }
  out["fields"] = fields_;
  Json examples = Json::object();
  for (const auto& [name, some] : field_examples_) examples[name] = examples_json(some);
  out["field_examples"] = std::move(examples);
  out["outcomes"] = outcomes_;
  out["first"] = std::move(first);
  return out;
}

ReparseSummary ReparseSummary::from_json(const std::string& text) {
  const Json json = Json::parse(text);
  ReparseSummary summary;
  const Json first = json.value("first", Json::object());
  for (std::size_t i = 0; i < kClasses.size(); ++i) {
    summary.counts_[i] = json.value(kClasses[i], std::uint64_t{0});
    summary.first_[i] = first.value(kClasses[i], std::vector<std::string>{});
  }
  summary.fields_ = json.value("fields", Counts{});
  const Json examples = json.value("field_examples", Json::object());
  for (const auto& [name, list] : examples.items()) {
    summary.field_examples_[name] = examples_from(name, list);
  }
  summary.outcomes_ = json.value("outcomes", Counts{});
  return summary;
}

std::string ReparseSummary::text() const {
  std::string out = fmt::format("captures: {} = ", captures());
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    out += fmt::format("{}{} {}", i == 0 ? "" : " + ", counts_[i], kWords[i]);
  }
  out += '\n';
  out += count_line("fields", fields_);
  for (const auto& [name, examples] : field_examples_) {
    for (const FieldDiff& field : examples) {
      out += fmt::format("  {} of {}: {} -> {}\n", printable_line(name),
                         printable_line(field.cable_id), shown(field.before), shown(field.today));
    }
  }
  out += count_line("outcomes", outcomes_);
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (first_[i].empty()) continue;
    out += fmt::format("first {}:\n", kWords[i]);
    for (const std::string& name : first_[i]) out += fmt::format("  {}\n", printable_line(name));
  }
  return out;
}

}  // namespace cabled
