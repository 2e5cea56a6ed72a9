#include "parsers/locate/glued_row.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"
#include "parsers/telegram/classifications.h"
#include "parsers/telegram/labels.h"
#include "parsers/telegram/routing.h"

namespace cabled {
namespace {

using ascii::is_digit;

/// The header of a row and the first lines of its body; nothing beyond is torn apart.
constexpr std::size_t kHeaderBytes = 6000;
/// VZCZC, three letters, four digits.
constexpr std::size_t kTransmissionBytes = 12;

constexpr auto kLineHeads = std::to_array<std::string_view>(
    {"DE RU", "ZNR ", "ZNY ", "FM ", "TO RU", "TO SECSTATE", "INFO ", "E.O. ", "Classified By"});

/// Where the header begins inside a row's line: VZCZC behind a column's end; npos when it does not.
std::size_t find_row(std::string_view line) noexcept {
  const std::size_t at = line.find("VZCZC");
  if (at == std::string_view::npos || at == 0) return std::string_view::npos;
  const bool behind_column = line[at - 1] == '"' || line[at - 1] == ',' || line[at - 1] == '\t';
  const bool glued =
      at + kTransmissionBytes < line.size() && ascii::is_alnum(line[at + kTransmissionBytes]);
  return behind_column && glued ? at : std::string_view::npos;
}

/// R 162341Z: a time group and its precedence, glued to the word before.
bool begins_with_date(std::string_view rest) noexcept {
  if (rest.size() < 9 || !is_precedence_letter(rest[0])) return false;
  return rest[1] == ' ' && rest[8] == 'Z' &&
         std::all_of(rest.begin() + 2, rest.begin() + 8, is_digit);
}

/// 2. (S) behind the end of the paragraph before.
bool is_paragraph(std::string_view rest) noexcept {
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  return digits >= 1 && digits <= 2 && rest.substr(digits).starts_with(". (");
}

bool begins_line(std::string_view rest, char before) noexcept {
  if (begins_with_date(rest)) return true;
  if (is_paragraph(rest)) return before == ' ';
  if (rest.starts_with("RU") && route_size(rest) > 0) return before != ' ';
  if (rest.starts_with("FM ")) return is_digit(before);
  return begins_with_usual_label(rest) ||
         std::ranges::any_of(kLineHeads,
                             [rest](std::string_view head) { return rest.starts_with(head); });
}

/// Sets the line breaks; columns end in `","` or `,"`, where a line ends too.
std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines(1);
  const std::size_t transmission_end = character_begin(text, kTransmissionBytes);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("\",\"") ||
        (rest.starts_with(",\"") && read_level(rest.substr(2), Strictness::kStrict))) {
      lines.emplace_back();
      i += rest[0] == '"' ? 2U : 1U;
      continue;
    }
    const bool after_transmission = i == transmission_end;
    if (i > 0 && (after_transmission || begins_line(rest, text[i - 1]))) lines.emplace_back();
    lines.back() += text[i];
  }
  for (std::string& line : lines) line = std::string(ascii::trim(line));
  return lines;
}

/// Joins the row's lines from the header on, as far as the breaks are restored.
std::string join_header(const std::vector<LayoutLine>& lines, std::size_t first, std::size_t at,
                        std::size_t past) {
  std::string text(lines[first].text.substr(at));
  for (std::size_t i = first + 1; i < past; ++i) (text += ' ') += lines[i].text;
  return text;
}

/// The quotation mark that closes the body's column: the last of an odd number in its line.
void remove_closing_quote(std::vector<LayoutLine>& lines, std::size_t from) {
  for (std::size_t i = lines.size(); i-- > from;) {
    std::string_view& text = lines[i].text;
    if (!text.ends_with('"') || std::ranges::count(text, '"') % 2 == 0) continue;
    text.remove_suffix(1);
    return;
  }
}

}  // namespace

Layout restore_glued_row(Layout layout) {
  const auto row = std::ranges::find_if(layout.lines, [](const LayoutLine& line) {
    return find_row(line.text) != std::string_view::npos;
  });
  if (row == layout.lines.end()) return layout;
  const auto first = static_cast<std::size_t>(row - layout.lines.begin());
  const std::size_t at = find_row(row->text);
  std::size_t past = first + 1;
  std::size_t bytes = row->text.size();
  while (past < layout.lines.size() && !ascii::trim(layout.lines[past].text).empty()) {
    bytes += layout.lines[past].text.size();
    if (bytes > kHeaderBytes) break;
    ++past;
  }
  std::vector<LayoutLine> restored(layout.lines.begin(), row);
  for (const std::string& line : split_lines(join_header(layout.lines, first, at, past))) {
    restored.push_back({layout.texts.keep(line), row->element, row->preformatted, 0});
  }
  restored.insert(restored.end(), layout.lines.begin() + static_cast<std::ptrdiff_t>(past),
                  layout.lines.end());
  layout.lines = std::move(restored);
  remove_closing_quote(layout.lines, first);
  return layout;
}

}  // namespace cabled
