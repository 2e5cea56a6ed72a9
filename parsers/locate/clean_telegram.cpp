#include "parsers/locate/clean_telegram.h"

#include <algorithm>
#include <cstddef>
#include <list>

#include "parsers/model/ascii.h"
#include "parsers/telegram/line_kind.h"

namespace cabled {
namespace {

/// WikiLeaks' paragraph sign, and what is left of it where UTF-8 was read as ISO-8859-7.
constexpr std::string_view kPilcrow = "\u00b6";
constexpr std::string_view kMisreadPilcrow = "\u0392\u0386";

std::string without_pilcrows(std::string_view rest) {
  const std::size_t text = std::min(rest.find_first_not_of(' '), rest.size());
  std::string out(rest.substr(0, text));
  rest.remove_prefix(text);
  if (rest.starts_with(kMisreadPilcrow)) rest.remove_prefix(kMisreadPilcrow.size());
  for (std::size_t at = rest.find(kPilcrow); at != std::string_view::npos;
       at = rest.find(kPilcrow)) {
    out += rest.substr(0, at);
    rest.remove_prefix(at + kPilcrow.size());
  }
  out += rest;
  return out;
}

bool is_blank(std::string_view line) noexcept { return ascii::trim(line).empty(); }

/// Whether the written lines of [first, again) come once more from `again` on; the last of them may
/// be cut short.
bool is_said_again(const std::vector<std::string_view>& lines, std::size_t first,
                   std::size_t again) {
  std::size_t full = again;
  std::size_t last = again;
  while (last > first && is_blank(lines[last - 1])) --last;
  for (std::size_t i = first; i < last; ++i) {
    if (is_blank(lines[i])) continue;
    while (full < lines.size() && is_blank(lines[full])) ++full;
    if (full == lines.size()) return false;
    const std::string_view excerpt = ascii::trim(lines[i]);
    const std::string_view whole = ascii::trim(lines[full++]);
    if (i + 1 == last ? !whole.starts_with(excerpt) : whole != excerpt) return false;
  }
  return true;
}

/// Some sites print the first part of the body as an excerpt above the whole: the classification
/// line comes twice, and all between is said again below.
void remove_excerpt(std::vector<std::string_view>& lines) {
  const auto is_classification = [](std::string_view line) {
    return classify_telegram_line(line) == TelegramLine::kClassification;
  };
  const auto first = std::ranges::find_if(lines, is_classification);
  if (first == lines.end()) return;
  const std::string_view head = ascii::trim(*first);
  const auto again = std::find_if(
      first + 1, lines.end(), [head](std::string_view line) { return ascii::trim(line) == head; });
  if (again == lines.end()) return;
  if (is_said_again(lines, static_cast<std::size_t>(first - lines.begin()),
                    static_cast<std::size_t>(again - lines.begin()))) {
    lines.erase(first, again);
  }
}

std::string join(const std::vector<std::string_view>& lines) {
  std::size_t size = 0;
  for (const std::string_view line : lines) size += line.size() + 1;
  std::string text;
  text.reserve(size);
  bool blank = true;  // no blank line at the head
  for (std::string_view line : lines) {
    while (!line.empty() && ascii::is_space(line.back())) line.remove_suffix(1);
    if (line.empty() && blank) continue;
    blank = line.empty();
    text += line;
    text += '\n';
  }
  while (text.ends_with("\n\n")) text.pop_back();
  return text == "\n" ? std::string() : text;
}

}  // namespace

std::string clean_telegram(std::vector<std::string_view> lines) {
  std::list<std::string> changed;
  for (std::string_view& line : lines) {
    if (line.find(kPilcrow) != std::string_view::npos ||
        line.find(kMisreadPilcrow) != std::string_view::npos) {
      line = changed.emplace_back(without_pilcrows(line));
    }
  }
  remove_excerpt(lines);
  return join(lines);
}

}  // namespace cabled
