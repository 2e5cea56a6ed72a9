#include "parsers/form/wiki_markup.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::ptrdiff_t kFewestMarked = 2;

/// What telegrams underline a heading with.
constexpr std::string_view kRule = "----------";

bool is_note(std::string_view line) noexcept {
  return line.starts_with("[[") && line.ends_with("]]") && line.find("]]") == line.size() - 2;
}

/// "TAGS: [[PREL]], [[PGOV]]": links that no telegram has there.
bool is_marked_field(std::string_view text) noexcept {
  text = ascii::trim(text);
  return (ascii::istarts_with(text, "TAGS") || ascii::istarts_with(text, "REF")) &&
         text.find("[[") < text.find("]]");
}

bool is_marked(std::string_view text) noexcept {
  if (!ascii::any_byte(text, [](char c) { return (c == '[') | (c == '\''); })) return false;
  if (text.find("[[") == std::string_view::npos && text.find("'''") == std::string_view::npos) {
    return false;
  }
  return !is_note(ascii::trim(text));
}

/// "== Background ==": what stands between the marks; empty when it is no heading.
std::string_view heading_of(std::string_view line) noexcept {
  line = ascii::trim(line);
  std::size_t marks = 0;
  while (marks < line.size() / 2 && line[marks] == '=' && line[line.size() - 1 - marks] == '=') {
    ++marks;
  }
  if (marks < 2 || marks > 6) return {};
  return ascii::trim(line.substr(marks, line.size() - 2 * marks));
}

/// The words that a link shows.
std::string_view shown(std::string_view link) noexcept {
  const std::size_t bar = link.rfind('|');
  return bar == std::string_view::npos ? link : link.substr(bar + 1);
}

std::string without_marks(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("'''")) {
      at += 3;
      continue;
    }
    const std::size_t close = rest.starts_with("[[") ? rest.find("]]") : std::string_view::npos;
    if (close != std::string_view::npos) {
      out += shown(rest.substr(2, close - 2));
      at += close + 2;
      continue;
    }
    out += text[at++];
  }
  return out;
}

}  // namespace

void undo_wiki_markup(Layout& layout) {
  const auto marked = std::ranges::count_if(
      layout.lines, [](const LayoutLine& line) { return is_marked(line.text); });
  const auto is_field = [](const LayoutLine& line) { return is_marked_field(line.text); };
  if (marked == 0) return;
  if (marked < kFewestMarked && std::ranges::none_of(layout.lines, is_field)) return;
  std::vector<LayoutLine> lines;
  lines.reserve(layout.lines.size());
  for (LayoutLine line : layout.lines) {
    const std::string_view heading = heading_of(line.text);
    if (!heading.empty()) {
      line.text = heading;
    } else if (is_marked(line.text)) {
      line.text = layout.texts.keep(without_marks(line.text));
    }
    lines.push_back(line);
    if (heading.empty()) continue;
    line.text = kRule;
    lines.push_back(line);
  }
  layout.lines = std::move(lines);
}

}  // namespace cabled
