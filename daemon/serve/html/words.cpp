#include "daemon/serve/html/words.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <optional>

#include "parsers/model/utf8_text.h"
#include "parsers/web/web_date.h"

namespace cabled::serve {
namespace {

constexpr std::array kMonths{"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};

std::string month_and_year(const std::chrono::year_month_day& date) {
  return fmt::format("{} {}", kMonths.at(unsigned{date.month()} - 1), int{date.year()});
}

std::string day_month_year(const std::chrono::year_month_day& date) {
  return fmt::format("{} {}", unsigned{date.day()}, month_and_year(date));
}

// Lists are to stay small, and whoever makes a page can write a subject of a megabyte into it.
constexpr std::size_t kLongestLine = 400;

}  // namespace

std::string grouped(std::int64_t number) {
  std::string out = std::to_string(number);
  const std::size_t first_digit = number < 0 ? 1 : 0;
  for (std::size_t at = out.size(); at > first_digit + 3;) {
    at -= 3;
    out.insert(at, 1, ',');
  }
  return out;
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(number), number == 1 ? one : many);
}

std::string long_time(std::string_view time) {
  const auto read = read_w3c_date(time);
  if (!read) return std::string(time);
  const auto day = std::chrono::floor<std::chrono::days>(*read);
  const std::chrono::hh_mm_ss clock(*read - day);
  return fmt::format("{}, {:02}:{:02} UTC", day_month_year(day), clock.hours().count(),
                     clock.minutes().count());
}

std::string long_day(std::string_view time) {
  const auto read = read_w3c_date(time);
  if (!read) return std::string(time);
  return day_month_year(std::chrono::floor<std::chrono::days>(*read));
}

std::string long_month(std::string_view month) {
  const auto read = read_w3c_date(month);
  if (!read) return std::string(month);
  return month_and_year(std::chrono::floor<std::chrono::days>(*read));
}

std::string shortened(std::string_view text) {
  if (text.size() <= kLongestLine) return std::string(text);
  const std::string_view cut = text.substr(0, kLongestLine);
  return std::string(cut.substr(0, valid_utf8_prefix(cut))) + "…";
}

}  // namespace cabled::serve
