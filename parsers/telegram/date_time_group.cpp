#include "parsers/telegram/date_time_group.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"
#include "parsers/telegram/routing.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

constexpr auto kMonths = std::to_array<std::string_view>(
    {"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"});
constexpr std::size_t kMostSignals = 64;

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

// The parts of a group as they stand in the line.
struct Parts {
  std::array<char, 2> precedences{};  // 0 for none
  Time time;
  int month;
  std::string_view year;  // digits; two or four of them when it is whole
  std::string_view rest;
};

std::optional<Parts> take_apart(std::string_view line) {
  Parts parts{};
  for (char& precedence : parts.precedences) {
    precedence = precedence_of(words::first(line));
    if (precedence == 0) break;
    line = words::after_first(line);
  }
  line = ascii::trim(line);
  const std::optional<Time> time = read_time(line);
  if (!time) return std::nullopt;
  parts.time = *time;
  line = ascii::trim(line.substr(time->text.size()));
  parts.month = month_number(line);
  if (parts.month == 0) return std::nullopt;
  line = ascii::trim(line.substr(
      static_cast<std::size_t>(std::ranges::find_if_not(line, ascii::is_upper) - line.begin())));
  const std::size_t digits = words::leading_digits(line);
  if (digits == 0) return std::nullopt;
  parts.year = line.substr(0, digits);
  parts.rest = line.substr(digits);
  return parts;
}

}  // namespace

int month_number(std::string_view word) {
  static constexpr ascii::ByteSet kInitials("JFMASOND");
  if (word.empty() || !kInitials.contains(word.front())) return 0;
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

bool begins_with_date_time_group(std::string_view line) { return take_apart(line).has_value(); }

std::optional<DateTimeGroup> read_date_time_group(std::string_view line) {
  const auto parts = take_apart(line);
  if (!parts || (parts->year.size() != 2 && parts->year.size() != 4)) return std::nullopt;
  const auto written = [](char precedence) {
    return precedence == 0 ? std::nullopt : std::optional(std::string(1, precedence));
  };
  DateTimeGroup group;
  group.precedence = written(parts->precedences[0]);
  group.info_precedence = written(parts->precedences[1]);
  group.year = full_year(static_cast<int>(*words::number(parts->year)));
  const auto& [day, hour, minute, found] = parts->time;
  group.text = fmt::format("{:02}{:02}{:02}Z {} {:02}", day, hour, minute,
                           kMonths[static_cast<std::size_t>(parts->month - 1)], group.year % 100);
  group.signals = operating_signals(parts->rest);
  if (is_calendar_day(group.year, parts->month, day) && hour < 24 && minute < 60) {
    group.sent_at = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:00Z", group.year, parts->month, day,
                                hour, minute);
  }
  return group;
}

}  // namespace cabled
