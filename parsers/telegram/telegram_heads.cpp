#include "parsers/telegram/telegram_heads.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "parsers/model/ascii.h"
#include "parsers/telegram/another_head.h"
#include "parsers/telegram/line_kind.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

// What introduces a quoted telegram stands above its routing lines, which are up to six.
constexpr std::size_t kLinesAbove = 9;
// Addressees may be many; the line of classification that names a section stands below them.
constexpr std::size_t kLinesBelow = 40;

bool is_from_line(std::string_view line) { return ascii::istarts_with(line, "FM "); }

/// The lines that are not blank, trimmed.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::string_view line : split_lines(text)) {
    line = ascii::trim(line);
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

bool is_quoted(const std::vector<std::string_view>& lines, std::size_t at) {
  const std::size_t from = at - std::min(at, kLinesAbove);
  return std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(from),
                     lines.begin() + static_cast<std::ptrdiff_t>(at), introduces_quote);
}

/// "UNCLAS SECTION 02 OF 03 LISBON 000007".
bool is_further_section(std::string_view line) {
  static constexpr std::string_view kWord = "section ";
  const std::string lower = ascii::lower(line);
  const std::size_t word = lower.find(kWord);
  if (word == lower.npos) return false;
  const std::string_view number = std::string_view(lower).substr(word + kWord.size());
  const std::size_t digit = number.find_first_not_of('0');
  return digit < 2 && number[digit] >= '1' && number[digit] <= '9' &&
         (number[digit] != '1' ||
          ascii::is_digit(number[std::min(digit + 1, number.size() - 1)])) &&
         number.find(" of ") != number.npos;
}

bool begins_section(const std::vector<std::string_view>& lines, std::size_t at) {
  const std::size_t end = std::min(lines.size(), at + kLinesBelow);
  for (std::size_t i = at + 1; i < end && !is_from_line(lines[i]); ++i) {
    if (is_further_section(lines[i])) return true;
  }
  return false;
}

std::string with_line_ends(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_end = text[at] == '\\' && at + 1 < text.size() && text[at + 1] == 'n';
    out += is_end ? '\n' : text[at];
    if (is_end) ++at;
  }
  return out;
}

}  // namespace

std::size_t count_telegram_heads(std::string_view text) {
  if (text.find("FM ") == text.npos) return 0;
  const std::string broken = text.find("\\n") == text.npos ? "" : with_line_ends(text);
  const auto lines = lines_of(broken.empty() ? text : std::string_view(broken));
  std::set<std::string> heads;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (!is_from_line(lines[i])) continue;
    const std::string_view group = lines[i - 1];
    if (classify_telegram_line(group) != TelegramLine::kDateTime) continue;
    std::string head = std::string(group).append(1, '\n').append(lines[i]);
    if (!heads.empty() && (is_quoted(lines, i - 1) || begins_section(lines, i))) continue;
    heads.insert(std::move(head));
  }
  return heads.size();
}

}  // namespace cabled
