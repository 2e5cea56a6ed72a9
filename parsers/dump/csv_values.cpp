#include "parsers/dump/csv_values.h"

#include <algorithm>
#include <cstddef>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

/// Takes the characters at the front off that `is_one` holds for; answers how many there were.
template <typename Test>
std::size_t take(std::string_view& text, Test is_one) {
  const auto count =
      static_cast<std::size_t>(std::ranges::find_if_not(text, is_one) - text.begin());
  text.remove_prefix(count);
  return count;
}

std::size_t take_digits(std::string_view& text) { return take(text, ascii::is_digit); }

/// "/28/", "-12-", ".12.", " Dec ", "-Dec-": what stands between a date's first and last number.
bool take_middle(std::string_view& text) {
  const auto is_mark = [](char c) { return c == '/' || c == '-' || c == '.' || c == ' '; };
  if (take(text, is_mark) != 1) return false;
  const std::size_t letters = take(text, ascii::is_alpha);
  if (letters == 0 ? take_digits(text) - 1 > 1 : letters < 3) return false;
  return take(text, is_mark) == 1;
}

bool is_time(std::string_view text) {
  if (text.empty()) return true;
  if (text.front() != ' ' && text.front() != 'T' && text.front() != 't') return false;
  text.remove_prefix(1);
  const std::size_t hours = take_digits(text);
  return (hours == 1 || hours == 2) && text.starts_with(':') &&
         std::ranges::all_of(text, [](char c) {
           return ascii::is_alnum(c) || c == ':' || c == '.' || c == '+' || c == '-' || c == ' ';
         });
}

}  // namespace

bool is_row_number(std::string_view text) {
  return !text.empty() && text.size() <= 9 && std::ranges::all_of(text, ascii::is_digit);
}

bool is_row_date(std::string_view text) {
  static constexpr std::size_t kLongest = 40;
  text = ascii::trim(text);
  if (text.size() > kLongest) return false;
  const std::size_t first = take_digits(text);
  if ((first == 0 || first > 2) && first != 4) return false;
  if (!take_middle(text)) return false;
  const std::size_t last = take_digits(text);
  const bool has_year = first == 4 ? last == 1 || last == 2 : last == 2 || last == 4;
  return has_year && is_time(text);
}

bool is_row_reference(std::string_view text) {
  static constexpr std::size_t kLongest = 40;
  text = ascii::trim(text);
  if (text.size() > kLongest) return false;
  const std::size_t year = take_digits(text);
  const auto is_name = [](char c) { return ascii::is_alpha(c) || c == ' ' || c == '-'; };
  const std::size_t name = take(text, is_name);
  const std::size_t serial = take_digits(text);
  return (year == 2 || year == 4) && name >= 2 && serial >= 1 && serial <= 7 && text.empty();
}

}  // namespace cabled
