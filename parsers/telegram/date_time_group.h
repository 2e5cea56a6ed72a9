#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// "P R 281848Z DEC 66 ZDK": precedences, time of release, operating signals.
struct DateTimeGroup {
  std::optional<std::string> precedence;
  std::optional<std::string> info_precedence;
  std::string text;                    ///< "281848Z DEC 66"
  int year = 0;                        ///< four digits
  std::optional<std::string> sent_at;  ///< RFC 3339; absent when there is no such day or time
  std::vector<std::string> signals;    ///< without repetitions
};

/// Reads the group that `line` (upper case) begins with.
std::optional<DateTimeGroup> read_date_time_group(std::string_view line);

/// Whether `line` begins with a date-time group, of which the year may be damaged. Makes no words
/// of it.
bool begins_with_date_time_group(std::string_view line);

/// The operating signals (ZDK, ZFR, …) among the words of `text`, each once.
std::vector<std::string> operating_signals(std::string_view text);

/// 1 to 12 for a word that begins with a month's first three letters ("DEC", "SEPTEMBER"), else 0.
int month_number(std::string_view word);

/// Whether the calendar has such a day.
bool is_calendar_day(int year, int month, int day) noexcept;

/// The century of a two-digit year: telegrams run from 1966 to 2010, their deadlines to 2060.
constexpr int full_year(int year) noexcept {
  if (year >= 100) return year;
  return year >= 66 ? 1900 + year : 2000 + year;
}

}  // namespace cabled
