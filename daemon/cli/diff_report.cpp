#include "daemon/cli/diff_report.h"

#include "daemon/app/output.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/terminal.h"
#include "parsers/dedup/text_diff.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;

const db::StoredRendition& rendition_at(const db::StoredCable& cable, int number) {
  return cable.renditions[static_cast<std::size_t>(number) - 1];
}

std::vector<TextChange> changes_between(const db::StoredCable& cable, const RenditionPair& pair) {
  return text_diff(rendition_at(cable, pair.from).text, rendition_at(cable, pair.to).text);
}

Json change_to_json(const TextChange& change) {
  Json words = Json::array();
  for (const WordChange& word : change.words) {
    words.push_back(
        {{"kind", to_string(word.kind)}, {"before", word.before}, {"after", word.after}});
  }
  return {{"kind", to_string(change.kind)}, {"old_line", change.old_line},
          {"new_line", change.new_line},    {"old", change.old_lines},
          {"new", change.new_lines},        {"words", std::move(words)}};
}

void print_line(Paint paint, const char* mark, const std::string& line) {
  output().painted(paint, mark + printable_line(line));
  output().text("\n");
}

}  // namespace

void print_diff(const db::StoredCable& cable, const RenditionPair& pair) {
  Output& out = output();
  out.text(fmt::format("rendition {} to {}\n", pair.from, pair.to));
  for (const TextChange& change : changes_between(cable, pair)) {
    out.text(fmt::format("@ {} line {} to {}\n", to_string(change.kind), change.old_line,
                         change.new_line));
    for (const std::string& line : change.old_lines) print_line(Paint::kRed, "- ", line);
    for (const std::string& line : change.new_lines) print_line(Paint::kGreen, "+ ", line);
    for (const WordChange& word : change.words) {
      out.text(fmt::format("  {}: [{}] to [{}]\n", to_string(word.kind),
                           printable_line(word.before), printable_line(word.after)));
    }
  }
}

void print_diff_json(const db::StoredCable& cable, const RenditionPair& pair) {
  Json changes = Json::array();
  for (const TextChange& change : changes_between(cable, pair)) {
    changes.push_back(change_to_json(change));
  }
  output().json(to_line({{"id", cable.id},
                         {"from", rendition_at(cable, pair.from).content_key},
                         {"to", rendition_at(cable, pair.to).content_key},
                         {"changes", std::move(changes)}}));
}

}  // namespace cabled::cli
