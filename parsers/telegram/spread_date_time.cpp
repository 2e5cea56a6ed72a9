#include "parsers/telegram/spread_date_time.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "parsers/model/ascii.h"
#include "parsers/telegram/date_time_group.h"
#include "parsers/telegram/routing.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

constexpr std::size_t kTimeDigits = 6;
constexpr std::size_t kLongestGroup = 60;

// Takes `count` digits with blanks between them off the front of `text`; fewer when another
// character comes first.
std::string take_digits(std::string_view& text, std::size_t count) {
  std::string digits;
  while (!text.empty() && digits.size() < count) {
    if (ascii::is_digit(text.front())) {
      digits += text.front();
    } else if (!words::is_blank(text.front())) {
      break;
    }
    text.remove_prefix(1);
  }
  return digits;
}

// The letters of the month, up to the blank behind it.
std::string_view take_month(std::string_view& text) {
  text = ascii::trim(text);
  const auto letters =
      static_cast<std::size_t>(std::ranges::find_if_not(text, ascii::is_upper) - text.begin());
  const std::string_view month = text.substr(0, letters);
  text.remove_prefix(letters);
  return month;
}

}  // namespace

std::optional<std::string> spread_date_time_line(std::string_view line) {
  line = ascii::trim(line);
  if (line.size() > kLongestGroup || read_date_time_group(line)) return std::nullopt;
  std::string out;
  while (precedence_of(words::first(line)) != 0) {
    out += words::first(line);
    out += ' ';
    line = ascii::trim(words::after_first(line));
  }
  const std::string time = take_digits(line, kTimeDigits);
  if (time.size() != kTimeDigits) return std::nullopt;
  line = ascii::trim(line);
  if (line.starts_with('Z')) line.remove_prefix(1);
  const std::string_view month = take_month(line);
  const std::string year = take_digits(line, 2);
  if (month.size() < 3 || month_number(month) == 0 || year.size() != 2) return std::nullopt;
  if (!line.empty() && ascii::is_digit(line.front())) return std::nullopt;
  return fmt::format("{}{}Z {} {}{}", out, time, month.substr(0, 3), year, line);
}

}  // namespace cabled
