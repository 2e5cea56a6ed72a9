#include "parsers/web/web_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

using std::chrono::sys_seconds;

// No date of the web is longer.
constexpr std::size_t kMaxDateBytes = 80;

std::optional<int> read_number(std::string_view text, std::size_t least, std::size_t most) {
  const bool fits =
      text.size() >= least && text.size() <= most && std::ranges::all_of(text, ascii::is_digit);
  if (!fits) return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<int> read_month(std::string_view name) {
  static constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                                 "jul", "aug", "sep", "oct", "nov", "dec"};
  if (name.size() < 3) return std::nullopt;
  const auto* month = std::ranges::find_if(
      kMonths, [&](std::string_view known) { return ascii::iequals(name.substr(0, 3), known); });
  if (month == std::end(kMonths)) return std::nullopt;
  return static_cast<int>(month - std::begin(kMonths)) + 1;
}

struct TimeOfDay {
  int hour = 0;
  int minute = 0;
  int second = 0;
};

std::optional<sys_seconds> make_time(int year, int month, int day, TimeOfDay time) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  // A leap second is the last of its minute for us.
  const bool fits = date.ok() && time.hour <= 23 && time.minute <= 59 && time.second <= 60;
  if (!fits) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(time.hour) +
         std::chrono::minutes(time.minute) + std::chrono::seconds(std::min(time.second, 59));
}

// "08:49:37", "8:49", "15:04:05.678"
std::optional<TimeOfDay> read_time(std::string_view text) {
  text = text.substr(0, text.find('.'));
  std::array<int, 3> parts{};
  std::size_t count = 0;
  for (bool more = true; more;) {
    const std::size_t colon = text.find(':');
    const std::optional<int> part = read_number(text.substr(0, colon), 1, 2);
    if (!part || count == parts.size()) return std::nullopt;
    parts[count++] = *part;
    more = colon != std::string_view::npos;
    if (more) text.remove_prefix(colon + 1);
  }
  if (count < 2) return std::nullopt;
  return TimeOfDay{parts[0], parts[1], parts[2]};
}

struct Words {
  std::array<std::string_view, 8> parts;
  std::size_t count = 0;
};

// The words between blanks, commas and (for RFC 850) hyphens.
Words split(std::string_view text, std::string_view separators) {
  Words words;
  while (words.count < words.parts.size()) {
    text.remove_prefix(std::min(text.find_first_not_of(separators), text.size()));
    if (text.empty()) break;
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    words.parts[words.count++] = text.substr(0, end);
    text.remove_prefix(end);
  }
  return words;
}

int year_of_two_digits(int year, sys_seconds now) {
  const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now));
  const int this_year = static_cast<int>(today.year());
  int full = this_year - this_year % 100 + year;
  if (full > this_year + 50) full -= 100;
  return full;
}

// "+0100", "-08:00", "Z", "GMT", "EST"; minutes east of Greenwich.
std::optional<int> read_zone(std::string_view text) {
  struct Zone {
    std::string_view name;
    int hours;
  };
  static constexpr Zone kZones[] = {{"z", 0},    {"ut", 0},   {"utc", 0},  {"gmt", 0},
                                    {"est", -5}, {"edt", -4}, {"cst", -6}, {"cdt", -5},
                                    {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}};
  for (const Zone& zone : kZones) {
    if (ascii::iequals(text, zone.name)) return zone.hours * 60;
  }
  if (!text.starts_with('+') && !text.starts_with('-')) return std::nullopt;
  const int sign = text.front() == '-' ? -1 : 1;
  text.remove_prefix(1);
  const bool colon = text.size() == 5 && text[2] == ':';
  const auto east_hours = read_number(text.substr(0, 2), 2, 2);
  const auto east_minutes =
      read_number(text.substr(std::min<std::size_t>(text.size(), colon ? 3 : 2)), 2, 2);
  if (!east_hours || !east_minutes || *east_hours > 23 || *east_minutes > 59) return std::nullopt;
  return sign * (*east_hours * 60 + *east_minutes);
}

}  // namespace

std::optional<sys_seconds> read_http_date(std::string_view text, sys_seconds now) {
  if (text.size() > kMaxDateBytes) return std::nullopt;
  const Words words = split(text, " \t,-");
  const auto& part = words.parts;
  if (words.count == 5) {  // asctime: "Sun Nov  6 08:49:37 1994"
    const auto month = read_month(part[1]);
    const auto day = read_number(part[2], 1, 2);
    const auto time = read_time(part[3]);
    const auto year = read_number(part[4], 4, 4);
    if (!month || !day || !time || !year) return std::nullopt;
    return make_time(*year, *month, *day, *time);
  }
  if (words.count != 6 || read_zone(part[5]) != 0) return std::nullopt;
  const auto day = read_number(part[1], 1, 2);
  const auto month = read_month(part[2]);
  auto year = read_number(part[3], 2, 4);
  const auto time = read_time(part[4]);
  if (!day || !month || !year || !time || part[3].size() == 3) return std::nullopt;
  if (part[3].size() == 2) year = year_of_two_digits(*year, now);
  return make_time(*year, *month, *day, *time);
}

std::optional<sys_seconds> read_w3c_date(std::string_view text) {
  text = ascii::trim(text);
  if (text.size() > kMaxDateBytes) return std::nullopt;
  const std::size_t split_at = std::min(text.find_first_of("Tt "), text.size());
  const Words date = split(text.substr(0, split_at), "-");
  const auto year = read_number(date.parts[0], 4, 4);
  const auto month = date.count > 1 ? read_number(date.parts[1], 2, 2) : std::optional(1);
  const auto day = date.count > 2 ? read_number(date.parts[2], 2, 2) : std::optional(1);
  if (!year || !month || !day || date.count > 3) return std::nullopt;
  if (split_at == text.size()) return make_time(*year, *month, *day, {});

  std::string_view clock = ascii::trim(text.substr(split_at + 1));
  const std::size_t zone_at = std::min(clock.find_first_of("Zz+-"), clock.size());
  const auto time = read_time(clock.substr(0, zone_at));
  // Without a zone the author meant his own; UTC is at most half a day off.
  const auto zone = zone_at == clock.size() ? std::optional(0) : read_zone(clock.substr(zone_at));
  if (!time || !zone) return std::nullopt;
  const auto local = make_time(*year, *month, *day, *time);
  if (!local) return std::nullopt;
  return *local - std::chrono::minutes(*zone);
}

std::optional<sys_seconds> read_mail_date(std::string_view text) {
  if (text.size() > kMaxDateBytes) return std::nullopt;
  const Words words = split(text, " \t\r\n,");
  const std::size_t first = words.count > 0 && ascii::is_alpha(words.parts[0].front()) ? 1 : 0;
  if (words.count < first + 4) return std::nullopt;
  const auto day = read_number(words.parts[first], 1, 2);
  const auto month = read_month(words.parts[first + 1]);
  auto year = read_number(words.parts[first + 2], 2, 4);
  const auto time = read_time(words.parts[first + 3]);
  const auto zone = words.count > first + 4 ? read_zone(words.parts[first + 4]) : std::optional(0);
  if (!day || !month || !year || !time) return std::nullopt;
  // RFC 5322 section 4.3.
  if (*year < 50) {
    *year += 2000;
  } else if (*year < 1000) {
    *year += 1900;
  }
  const auto local = make_time(*year, *month, *day, *time);
  if (!local) return std::nullopt;
  // An unknown name of a zone means no more than "+0000" (RFC 5322 section 4.3).
  return *local - std::chrono::minutes(zone.value_or(0));
}

std::string write_w3c_date(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

}  // namespace cabled
