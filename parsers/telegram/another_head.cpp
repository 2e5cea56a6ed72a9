#include "parsers/telegram/another_head.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/telegram/date_time_group.h"
#include "parsers/telegram/routing.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

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

}  // namespace

bool HeadWatch::shows_another(std::string_view line, TelegramLine kind) {
  const std::string group = std::exchange(group_, {});
  switch (kind) {
    case TelegramLine::kDe:
      return differs(number_, std::string(number_on(line)));
    case TelegramLine::kFrom:
      return differs(time_, group);
    case TelegramLine::kDateTime:
      if (const auto read = read_date_time_group(ascii::upper(ascii::trim(line)))) {
        group_ = read->text;
      }
      return false;
    default:
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

}  // namespace cabled
