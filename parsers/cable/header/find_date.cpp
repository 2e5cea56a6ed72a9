#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "parsers/cable/header/executive_order.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/date_time_group.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

std::optional<std::string> written(int year, int month, int day) {
  if (month > 12 && day <= 12) std::swap(month, day);  // a few posts wrote the day first
  year = full_year(year);
  if (year < 1900 || year > 2100 || !is_calendar_day(year, month, day)) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

// Letters that a machine read for the digits of a date.
std::string with_digits_put_back(std::string_view text) {
  std::string out(text);
  const auto numeric = [&](std::size_t at) {
    return at < out.size() && (ascii::is_digit(out[at]) || out[at] == '/');
  };
  for (std::size_t i = 0; i < out.size(); ++i) {
    if ((i == 0 || !numeric(i - 1)) && !numeric(i + 1)) continue;
    const bool amid_word = (i > 0 && ascii::is_alpha(out[i - 1])) ||
                           (i + 1 < out.size() && ascii::is_alpha(out[i + 1]));
    if (amid_word) continue;
    if (out[i] == 'O' || out[i] == 'Q') out[i] = '0';
    if (out[i] == 'L' || out[i] == 'I' || out[i] == '|') out[i] = '1';
  }
  return out;
}

std::string_view skip_separators(std::string_view text, std::string_view separators) {
  while (!text.empty() && separators.find(text.front()) != std::string_view::npos) {
    text.remove_prefix(1);
  }
  return text;
}

struct Number {
  int value = 0;
  std::size_t digits = 0;
};

Number take_number(std::string_view& text) {
  const std::size_t digits = words::leading_digits(text);
  const auto value = words::number(text.substr(0, digits));
  text.remove_prefix(digits);
  return {static_cast<int>(value.value_or(0)), digits};
}

// "20120223" and "02232012".
std::optional<std::string> run_together(int value) {
  const int year_first = value / 10000;
  if (year_first >= 1900 && year_first <= 2100) {
    return written(year_first, value / 100 % 100, value % 100);
  }
  return written(value % 10000, value / 1000000, value / 10000 % 100);
}

// "21 JUN 2006", from behind the day.
std::optional<std::string> day_first(int day, std::string_view text) {
  text = skip_separators(text, " -/.,");
  const int month = month_number(text);
  if (month == 0) return std::nullopt;
  text = text.substr(
      static_cast<std::size_t>(std::ranges::find_if_not(text, ascii::is_upper) - text.begin()));
  text = skip_separators(text, " -/.,");
  const Number year = take_number(text);
  if (year.digits != 2 && year.digits != 4) return std::nullopt;
  return written(year.value, month, day);
}

// A date that begins with digits at the front of `text`.
std::optional<std::string> from_digits(std::string_view text) {
  constexpr std::string_view kSeparators = "/-. ";
  const Number first = take_number(text);
  if (first.digits == 8) return run_together(first.value);
  if (first.digits > 4) return std::nullopt;
  if (first.digits <= 2) {
    if (auto date = day_first(first.value, text)) return date;
  }
  if (text.empty() || kSeparators.find(text.front()) == std::string_view::npos) return std::nullopt;
  text = skip_separators(text, kSeparators);
  const Number second = take_number(text);
  if (second.digits == 0 || second.digits > 2 || text.empty()) return std::nullopt;
  text = skip_separators(text, kSeparators);
  const Number third = take_number(text);
  if (first.digits == 4 && third.digits >= 1 && third.digits <= 2) {
    return written(first.value, second.value, third.value);
  }
  if (first.digits > 2 || (third.digits != 2 && third.digits != 4)) return std::nullopt;
  return written(third.value, first.value, second.value);
}

// "JUNE 21, 2006" at the front of `text`.
std::optional<std::string> from_month(std::string_view text) {
  const int month = month_number(text);
  if (month == 0) return std::nullopt;
  text = text.substr(
      static_cast<std::size_t>(std::ranges::find_if_not(text, ascii::is_upper) - text.begin()));
  text = skip_separators(text, " .");
  const Number day = take_number(text);
  if (day.digits == 0 || day.digits > 2) return std::nullopt;
  text = skip_separators(text, " ,.");
  const Number year = take_number(text);
  if (year.digits != 4 && year.digits != 2) return std::nullopt;
  return written(year.value, month, day.value);
}

}  // namespace

std::optional<std::string> find_date(std::string_view text) {
  const std::string healed = with_digits_put_back(text);
  const std::string_view rest = healed;
  for (std::size_t at = 0; at < rest.size(); ++at) {
    const bool begins = at == 0 || !ascii::is_alnum(rest[at - 1]);
    if (!begins) continue;
    auto date =
        ascii::is_digit(rest[at]) ? from_digits(rest.substr(at)) : from_month(rest.substr(at));
    if (date) return date;
  }
  return std::nullopt;
}

}  // namespace cabled
