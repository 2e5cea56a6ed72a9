#include "parsers/telegram/telegram_heads.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include "parsers/model/ascii.h"
#include "parsers/telegram/date_time_group.h"
#include "parsers/telegram/routing.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

/// A head: its date-time group and its sender.
struct TelegramHead {
  std::string time;
  std::string from;
};

/// The head that `above`, a date-time group in any case of letters, and the FM line below it make.
std::optional<TelegramHead> read_head(std::string_view above, std::string_view from) {
  if (!ascii::istarts_with(from, "FM ")) return std::nullopt;
  auto group = read_date_time_group(ascii::upper(ascii::trim(above)));
  if (!group) return std::nullopt;
  return TelegramHead{std::move(group->text), words::squeeze(ascii::upper(from))};
}

/// The number of "DE RUEHKO #0153/01 0252338", "0153"; "" when there is none.
std::string_view number_on(std::string_view de_line) {
  const std::size_t mark = de_line.find('#');
  if (mark == std::string_view::npos) return "";
  de_line.remove_prefix(mark + 1);
  const auto end = std::ranges::find_if_not(de_line, ascii::is_digit);
  return de_line.substr(0, static_cast<std::size_t>(end - de_line.begin()));
}

/// Whether `value` is another than the first of its kind, which it becomes when there is none yet.
bool differs(std::optional<std::string>& first, std::string value) {
  if (value.empty()) return false;
  if (!first) {
    first = std::move(value);
    return false;
  }
  return *first != value;
}

/// Whether a line may be one of the kinds that HeadWatch looks at: two letters tell of nearly all
/// that it is none, in a tenth of the time.
bool may_be_of_a_head(std::string_view line) {
  line = telegram_core(line);
  if (line.size() < 2) return false;
  const char first = ascii::to_upper(line[0]);
  const char second = ascii::to_upper(line[1]);
  if (first == 'D') return second == 'E';
  if (first == 'F') return second == 'M';
  if (ascii::is_digit(first)) return true;
  if (!is_precedence_letter(first)) return false;
  // "O 281848Z", "OO RUEHC", and O for the 0 of a time.
  return ascii::is_space(second) || second == first || ascii::is_digit(second);
}

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

bool HeadWatch::shows_another(std::string_view line, TelegramLine kind) {
  switch (kind) {
    case TelegramLine::kDe:
      above_.clear();
      return differs(number_, std::string(number_on(line)));
    case TelegramLine::kFrom: {
      const std::string above = std::exchange(above_, {});
      auto head = above.empty() ? std::nullopt : read_head(above, line);
      return head && differs(time_, std::move(head->time));
    }
    case TelegramLine::kDateTime:
      above_ = line;
      return false;
    default:
      above_.clear();
      return false;
  }
}

bool holds_second_telegram(std::string_view text) {
  HeadWatch watch;
  for (const std::string_view raw : split_lines(text)) {
    if (ascii::trim(raw).empty()) continue;
    if (!may_be_of_a_head(raw)) {
      watch.shows_another(raw, TelegramLine::kNone);
      continue;
    }
    const std::string line = ascii::upper(ascii::trim(raw));
    if (watch.shows_another(line, classify_telegram_line(line))) return true;
  }
  return false;
}

bool introduces_quote(std::string_view line) {
  static constexpr std::array<std::string_view, 8> kWords{
      "quote", "qte", "repeat", "following", "begin text", "begin mess", "retransmi", "readdress"};
  return std::ranges::any_of(kWords,
                             [&](std::string_view word) { return ascii::icontains(line, word); });
}

std::size_t count_telegram_heads(std::string_view text) {
  if (text.find("FM ") == text.npos) return 0;
  const std::string broken = text.find("\\n") == text.npos ? "" : with_line_ends(text);
  const auto lines = lines_of(broken.empty() ? text : std::string_view(broken));
  std::set<std::string> heads;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (!is_from_line(lines[i])) continue;
    if (classify_telegram_line(lines[i - 1]) != TelegramLine::kDateTime) continue;
    auto head = read_head(lines[i - 1], lines[i]);
    if (!head) continue;
    if (!heads.empty() && (is_quoted(lines, i - 1) || begins_section(lines, i))) continue;
    heads.insert(std::move(head->time) + '\n' + head->from);
  }
  return heads.size();
}

}  // namespace cabled
