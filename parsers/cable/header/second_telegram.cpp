#include "parsers/cable/header/second_telegram.h"

#include <algorithm>
#include <optional>
#include <string>

#include "parsers/model/ascii.h"
#include "parsers/telegram/date_time_group.h"
#include "parsers/telegram/line_kind.h"
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

/// Remembers the first of its kind, and tells whether another one differs from it.
class FirstOf {
 public:
  bool differs(std::string value) {
    if (value.empty()) return false;
    if (!first_)
      first_ = std::move(value);
    else if (*first_ != value)
      return true;
    return false;
  }

 private:
  std::optional<std::string> first_;
};

}  // namespace

bool holds_second_telegram(std::string_view text) {
  FirstOf number;
  FirstOf time;
  std::string group;  // of the line above
  for (const std::string_view raw : split_lines(text)) {
    const std::string line = ascii::upper(ascii::trim(raw));
    if (line.empty()) continue;
    const TelegramLine kind = classify_telegram_line(line);
    if (kind == TelegramLine::kDe && number.differs(std::string(number_on(line)))) return true;
    if (kind == TelegramLine::kFrom && time.differs(group)) return true;
    group.clear();
    if (kind != TelegramLine::kDateTime) continue;
    if (const auto read = read_date_time_group(line)) group = read->text;
  }
  return false;
}

}  // namespace cabled
