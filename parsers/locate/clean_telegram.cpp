#include "parsers/locate/clean_telegram.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "parsers/model/ascii.h"
#include "parsers/telegram/line_kind.h"

namespace cabled {
namespace {

/// WikiLeaks' paragraph sign, and what is left of it where UTF-8 was read as ISO-8859-7.
constexpr std::string_view kPilcrow = "\u00b6";
constexpr std::string_view kMisreadPilcrow = "\u0392\u0386";

std::string without_pilcrows(const std::string& line) {
  std::string_view rest(line);
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

/// number TAB time TAB reference TAB origin TAB classification TAB references TAB: the head of a
/// row of the publisher's database. Returns the bytes up to the header column, 0 when it is none.
std::size_t row_head(std::string_view line) noexcept {
  std::size_t at = 0;
  const std::size_t first = line.find('\t');
  if (first == std::string_view::npos) return 0;
  const bool numbered = first > 0 && line.find_first_not_of(" 0123456789") == first;
  if (numbered) at = first + 1;
  const std::string_view time = line.substr(at, line.find('\t', at) - at);
  if (time.size() < 4 || time.size() > 40 || time.find(':') == std::string_view::npos) return 0;
  for (int column = 0; column < 5; ++column) {
    at = line.find('\t', at);
    if (at == std::string_view::npos) return 0;
    ++at;
  }
  return at;
}

/// Takes out database rows: their columns and the copy of the header up to the next TAB, behind
/// which the body stands. A row whose header column has no end is left alone.
void remove_database_rows(std::vector<std::string>& lines) {
  std::vector<std::string> kept;
  kept.reserve(lines.size());
  bool searched_in_vain = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t head = searched_in_vain ? 0 : row_head(lines[i]);
    if (head == 0) {
      kept.push_back(std::move(lines[i]));
      continue;
    }
    std::size_t end_line = i;
    std::size_t end = lines[i].find('\t', head);
    while (end == std::string::npos && ++end_line < lines.size()) end = lines[end_line].find('\t');
    if (end == std::string::npos) {
      searched_in_vain = true;
      kept.push_back(std::move(lines[i]));
      continue;
    }
    i = end_line;
    kept.push_back(lines[i].substr(end + 1));
  }
  lines = std::move(kept);
}

/// The backslash that a dump puts before each newline. A single one is the drafter's.
void remove_dump_backslashes(std::vector<std::string>& lines) {
  const auto is_marked = [](const std::string& line) {
    return !line.empty() && line.back() == '\\';
  };
  if (std::ranges::count_if(lines, is_marked) < 2) return;
  for (std::string& line : lines) {
    if (!is_marked(line)) continue;
    line.pop_back();
    while (!line.empty() && line.back() == ' ') line.pop_back();
  }
}

bool is_blank(const std::string& line) noexcept { return ascii::trim(line).empty(); }

/// Whether the written lines of [first, again) come once more from `again` on; the last of them may
/// be cut short.
bool is_said_again(const std::vector<std::string>& lines, std::size_t first, std::size_t again) {
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
void remove_excerpt(std::vector<std::string>& lines) {
  const auto is_classification = [](const std::string& line) {
    return classify_telegram_line(line) == TelegramLine::kClassification;
  };
  const auto first = std::ranges::find_if(lines, is_classification);
  if (first == lines.end()) return;
  const std::string_view head = ascii::trim(*first);
  const auto again = std::find_if(first + 1, lines.end(), [head](const std::string& line) {
    return ascii::trim(line) == head;
  });
  if (again == lines.end()) return;
  if (is_said_again(lines, static_cast<std::size_t>(first - lines.begin()),
                    static_cast<std::size_t>(again - lines.begin()))) {
    lines.erase(first, again);
  }
}

std::string join(const std::vector<std::string>& lines) {
  std::string text;
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

std::string clean_telegram(std::vector<std::string> lines) {
  for (std::string& line : lines) {
    if (line.find(kPilcrow) != std::string::npos ||
        line.find(kMisreadPilcrow) != std::string::npos) {
      line = without_pilcrows(line);
    }
  }
  remove_database_rows(lines);
  remove_dump_backslashes(lines);
  remove_excerpt(lines);
  return join(lines);
}

}  // namespace cabled
