#include "daemon/serve/html/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"

namespace cabled::serve {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

// "2009-11-30…" with digits where they belong.
bool begins_with_day(std::string_view utc) {
  if (utc.size() < 10) return false;
  for (std::size_t i = 0; i < 10; ++i) {
    const bool is_dash = i == 4 || i == 7;
    if (is_dash ? utc[i] != '-' : !ascii::is_digit(utc[i])) return false;
  }
  const int month = (utc[5] - '0') * 10 + utc[6] - '0';
  return month >= 1 && month <= 12;
}

}  // namespace

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::ptrdiff_t sign = number < 0 ? 1 : 0;
  for (auto place = std::ssize(digits) - 3; place > sign; place -= 3) {
    digits.insert(static_cast<std::size_t>(place), ",");
  }
  return digits;
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
  return grouped(number) + ' ' + std::string(number == 1 ? one : many);
}

std::string byte_words(std::uint64_t bytes) {
  if (bytes < 1000) return counted(static_cast<std::int64_t>(bytes), "byte", "bytes");
  constexpr std::array<std::string_view, 4> kUnits{"kB", "MB", "GB", "TB"};
  double amount = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  while (amount >= 999.95 && unit + 1 < kUnits.size()) {
    amount /= 1000;
    ++unit;
  }
  return fmt::format("{:.1f} {}", amount, kUnits[unit]);
}

std::string day_words(std::string_view utc) {
  if (!begins_with_day(utc)) return std::string(utc);
  const auto month = static_cast<std::size_t>((utc[5] - '0') * 10 + utc[6] - '0');
  const std::string_view day = utc.substr(utc[8] == '0' ? 9 : 8, utc[8] == '0' ? 1 : 2);
  return fmt::format("{} {} {}", day, kMonths[month - 1], utc.substr(0, 4));
}

std::string time_words(std::string_view utc) {
  if (!begins_with_day(utc) || utc.size() < 16 || utc[10] != 'T') return std::string(utc);
  return fmt::format("{}, {} UTC", day_words(utc), utc.substr(11, 5));
}

std::string span_words(std::int64_t seconds) {
  struct Unit {
    std::int64_t seconds;
    std::string_view one;
    std::string_view many;
  };
  constexpr std::array<Unit, 3> kUnits{
      {{86400, "day", "days"}, {3600, "hour", "hours"}, {60, "minute", "minutes"}}};
  for (const Unit& unit : kUnits) {
    if (seconds >= unit.seconds) return counted(seconds / unit.seconds, unit.one, unit.many);
  }
  return counted(std::max<std::int64_t>(seconds, 0), "second", "seconds");
}

}  // namespace cabled::serve
