#include "parsers/query/query_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <vector>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

using std::chrono::year_month_day;

constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 12> kMonthNames{
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

// A number of exactly so many digits at the front of `text`, which it is taken off.
std::optional<int> take_digits(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  const auto end = text.data() + digits;
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end || text.front() == '-') return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, std::string_view any) {
  if (text.empty() || any.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<int> month_of(std::string_view word) {
  const std::string lower = ascii::lower(word);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (lower == kMonths[i] || lower == kMonthNames[i]) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" -/.,"), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::optional<year_month_day> day_of(int year, int month, int day) {
  const year_month_day date{std::chrono::year(year),
                            std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  if (year < 1 || month < 1 || day < 1 || !date.ok()) return std::nullopt;
  return date;
}

std::optional<int> number_of(std::string_view word) {
  const std::size_t digits = word.size();
  auto number = take_digits(word, digits);
  return digits <= 4 ? number : std::nullopt;
}

// "5 June 2009", "June 5, 2009", "Jun 2009", "2009-Jun".
std::optional<year_month_day> named_month(std::string_view text) {
  const auto words = words_of(text);
  if (words.size() < 2 || words.size() > 3) return std::nullopt;
  std::optional<int> year;
  std::optional<int> month;
  int day = 1;
  for (const std::string_view word : words) {
    if (const auto named = month_of(word)) {
      if (month) return std::nullopt;
      month = named;
    } else if (const auto number = number_of(word); !number) {
      return std::nullopt;
    } else if (word.size() == 4) {
      if (year) return std::nullopt;
      year = number;
    } else {
      day = *number;
    }
  }
  return year && month ? day_of(*year, *month, day) : std::nullopt;
}

// The date at the front of `text`, which it is taken off.
std::optional<year_month_day> numeric_day(std::string_view& text) {
  const auto year = take_digits(text, 4);
  if (!year) return std::nullopt;
  if (text.empty()) return day_of(*year, 1, 1);
  const bool parted = take(text, "-/.");
  auto month = take_digits(text, 2);
  if (!month && parted) month = take_digits(text, 1);
  if (!month) return std::nullopt;
  if (text.empty()) return parted ? day_of(*year, *month, 1) : std::nullopt;
  if (parted != take(text, "-/.")) return std::nullopt;
  auto day = take_digits(text, 2);
  if (!day && parted) day = take_digits(text, 1);
  return day ? day_of(*year, *month, *day) : std::nullopt;
}

// "Z", "+02:00", "+0200", "+02"; nothing is UTC.
std::optional<std::chrono::minutes> zone_of(std::string_view text) {
  if (text.empty() || ascii::iequals(text, "z") || ascii::iequals(text, "utc")) {
    return std::chrono::minutes(0);
  }
  const int sign = text.front() == '-' ? -1 : 1;
  if (!take(text, "+-")) return std::nullopt;
  const auto hours = take_digits(text, 2);
  if (!hours || *hours > 15) return std::nullopt;
  int minutes = 0;
  if (!text.empty()) {
    take(text, ":");
    const auto more = take_digits(text, 2);
    if (!more || *more > 59 || !text.empty()) return std::nullopt;
    minutes = *more;
  }
  return std::chrono::minutes(sign * (*hours * 60 + minutes));
}

struct ClockTime {
  std::chrono::seconds since_midnight{0};
  std::string fraction;  // ".25"
  std::chrono::minutes zone{0};
};

std::optional<ClockTime> clock_time(std::string_view text) {
  const auto hour = take_digits(text, 2);
  if (!hour || !take(text, ":")) return std::nullopt;
  const auto minute = take_digits(text, 2);
  std::optional<int> second = 0;
  ClockTime time;
  if (take(text, ":")) {
    second = take_digits(text, 2);
    if (take(text, ".,")) {
      while (!text.empty() && ascii::is_digit(text.front()) && time.fraction.size() < 7) {
        time.fraction += time.fraction.empty() ? "." : "";
        time.fraction += text.front();
        text.remove_prefix(1);
      }
    }
  }
  if (!minute || !second || *hour > 24 || *minute > 59 || *second > 60) return std::nullopt;
  const auto zone = zone_of(ascii::trim(text));
  if (!zone) return std::nullopt;
  time.since_midnight = std::chrono::seconds(*hour * 3600 + *minute * 60 + *second);
  time.zone = *zone;
  return time;
}

std::string moment_text(const year_month_day& day, const ClockTime& time) {
  const auto at = std::chrono::sys_days(day) + time.since_midnight - time.zone;
  const auto date = std::chrono::floor<std::chrono::days>(at);
  const year_month_day ymd(date);
  const auto seconds = (at - date).count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
                     seconds / 3600, seconds / 60 % 60, seconds % 60, time.fraction);
}

}  // namespace

Result<QueryDate> read_query_date(std::string_view text) {
  const std::string_view written = ascii::trim(text);
  std::string_view rest = written;
  auto day = numeric_day(rest);
  std::optional<ClockTime> time = ClockTime{};
  if (day && !rest.empty()) time = take(rest, "Tt ") ? clock_time(rest) : std::nullopt;
  if (!day) day = named_month(written);
  // A zone may lead out of the years that have four digits.
  if (!day || !time || day->year() < std::chrono::year(2) ||
      day->year() > std::chrono::year(9998)) {
    return fail(ErrorKind::kInvalid,
                "'{}' is no date; hint: 2009, 2009-06, 2009-06-05 or 2009-06-05T12:30:00Z",
                written);
  }
  return QueryDate{std::string(written), moment_text(*day, *time)};
}

}  // namespace cabled
