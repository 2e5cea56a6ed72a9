#include "parsers/telegram/date_time_group.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

constexpr auto kMonths = std::to_array<std::string_view>(
    {"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"});
constexpr std::size_t kMostSignals = 64;

// The precedence a word stands for: "P", or doubled "PP"; 0 when it is none.
char precedence_of(std::string_view word) {
  if (word.empty() || word.size() > 2 || !is_precedence_letter(word[0])) return 0;
  return word.size() == 2 && word[1] != word[0] ? '\0' : word[0];
}

struct Time {
  int day, hour, minute;
  std::string_view text;
};

// "281848Z", the O of a bad scan read as 0.
std::optional<Time> read_time(std::string_view text) {
  constexpr std::size_t kSize = 7;
  if (text.size() < kSize || text[kSize - 1] != 'Z') return std::nullopt;
  const auto two = [&](std::size_t at) { return words::number(text.substr(at, 2)); };
  const auto day = two(0);
  const auto hour = two(2);
  const auto minute = two(4);
  if (!day || !hour || !minute) return std::nullopt;
  return Time{static_cast<int>(*day), static_cast<int>(*hour), static_cast<int>(*minute),
              text.substr(0, kSize)};
}

}  // namespace

int month_number(std::string_view word) {
  const auto month = std::ranges::find(kMonths, word.substr(0, 3));
  return month == kMonths.end() ? 0 : static_cast<int>(month - kMonths.begin()) + 1;
}

bool is_calendar_day(int year, int month, int day) noexcept {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

std::vector<std::string> operating_signals(std::string_view text) {
  std::vector<std::string> found;
  for (std::string_view word : words::split(text, kMostSignals)) {
    word = words::without_marks(word);
    const bool signal =
        word.size() == 3 && word[0] == 'Z' && std::ranges::all_of(word, ascii::is_upper);
    if (signal && std::ranges::find(found, word) == found.end()) found.emplace_back(word);
  }
  return found;
}

std::optional<DateTimeGroup> read_date_time_group(std::string_view line) {
  DateTimeGroup group;
  std::string_view rest = line;
  for (int i = 0; i < 2; ++i) {
    const char precedence = precedence_of(words::first(rest));
    if (precedence == 0) break;
    (i == 0 ? group.precedence : group.info_precedence) = std::string(1, precedence);
    rest = words::after_first(rest);
  }
  rest = ascii::trim(rest);
  const std::optional<Time> time = read_time(rest);
  if (!time) return std::nullopt;
  rest = ascii::trim(rest.substr(time->text.size()));

  const int month = month_number(rest);
  if (month == 0) return std::nullopt;
  rest = ascii::trim(rest.substr(
      static_cast<std::size_t>(std::ranges::find_if_not(rest, ascii::is_upper) - rest.begin())));
  const std::size_t digits = words::leading_digits(rest);
  if (digits != 2 && digits != 4) return std::nullopt;
  group.year = full_year(static_cast<int>(*words::number(rest.substr(0, digits))));
  group.text = fmt::format("{:02}{:02}{:02}Z {} {:02}", time->day, time->hour, time->minute,
                           kMonths[static_cast<std::size_t>(month - 1)], group.year % 100);
  group.signals = operating_signals(rest.substr(digits));
  if (is_calendar_day(group.year, month, time->day) && time->hour < 24 && time->minute < 60) {
    group.sent_at = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:00Z", group.year, month, time->day,
                                time->hour, time->minute);
  }
  return group;
}

}  // namespace cabled
