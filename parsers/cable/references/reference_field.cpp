#include "parsers/cable/references/reference_field.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "parsers/cable/references/reference_items.h"
#include "parsers/cable/references/reference_kind.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/executive_order_mark.h"
#include "parsers/telegram/rules_and_ends.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

constexpr std::array kNextFields = {"TAGS"sv, "SUBJ"sv, "SUMMARY"sv, "VZCZC"sv};

bool has_digit(std::string_view text) { return std::ranges::any_of(text, ascii::is_digit); }

bool begins_next_field(std::string_view line) {
  const std::string upper = ascii::upper(ascii::trim(line));
  if (is_rule_line(line) || is_section_line(line) || begins_executive_order(upper)) return true;
  return std::ranges::any_of(kNextFields, [&](auto field) { return upper.starts_with(field); });
}

std::string_view last_word(std::string_view text) {
  return text.substr(text.find_last_of(" \t\n,;") + 1);
}

// "D)", "D.", "D:", "(D)", with nothing behind it.
bool is_bullet(std::string_view word) {
  if (word.starts_with('(')) word.remove_prefix(1);
  return word.size() == 2 && ascii::is_alpha(word[0]) &&
         (word[1] == ')' || word[1] == '.' || word[1] == ':');
}

// The last item lacks its end: "C) RIO", "D)", "D. 03", "STATE 1234 AND", a title still in
// brackets.
bool is_open(std::string_view field) {
  field = ascii::trim(field);
  if (field.empty()) return true;
  if (",;/(-"sv.find(field.back()) != std::string_view::npos) return true;
  if (std::ranges::count(field, '(') > std::ranges::count(field, ')')) return true;
  const std::string_view word = last_word(field);
  if (is_bullet(word)) return true;
  const bool two_digits = word.size() == 2 && ascii::is_digit(word[0]) && ascii::is_digit(word[1]);
  return two_digits || (!has_digit(word) && ascii::is_alnum(word.back()));
}

// "HANOI 2323 E. HANOI 336", "05 STATE 4791": a few words and then a number, perhaps behind a year.
bool begins_with_station(std::string_view line) {
  line = ascii::trim(line);
  const std::size_t year = words::leading_digits(line);
  if ((year == 2 || year == 4) && line.substr(year).starts_with(' ')) line.remove_prefix(year + 1);
  const auto digit = std::ranges::find_if(line, ascii::is_digit);
  const auto letters = static_cast<std::size_t>(digit - line.begin());
  return digit != line.end() && letters >= 3 && letters <= 25 &&
         std::ranges::count(line.substr(0, letters), ' ') <= 4;
}

// "0842; (D) OSLO 39": the serial of the station that the field ends with so far.
bool begins_with_serial(std::string_view line, std::string_view field) {
  constexpr std::size_t kFewestDigits = 3;
  line = ascii::trim(line);
  field = ascii::trim(field);
  const std::size_t digits = words::leading_digits(line);
  const bool ends = digits == line.size() ||
                    std::string_view(",;. (").find(line[digits]) != std::string_view::npos;
  return digits >= kFewestDigits && ends && !field.empty() && ascii::is_upper(field.back());
}

// "(NOTAL)": what is said of the item before, when the line broke between them.
bool is_remark(std::string_view line) {
  constexpr std::size_t kLongestRemark = 24;
  line = ascii::trim(line);
  return line.size() <= kLongestRemark && line.starts_with('(') && line.ends_with(')');
}

}  // namespace

std::size_t reference_field_end(const Preamble& preamble, std::size_t begin) {
  const std::string_view text = preamble.text();
  std::size_t limit = text.size();
  if (const auto label = preamble.find_classified_by(begin)) limit = std::min(limit, label->begin);
  if (const auto label = preamble.find_subject(begin)) limit = std::min(limit, label->begin);

  std::size_t end = begin;
  bool gap = false;
  for (std::size_t at = begin; at < limit;) {
    const std::size_t line_end = std::min(text.find('\n', at), limit);
    const std::string_view line = text.substr(at, line_end - at);
    const std::string_view so_far = text.substr(begin, end - begin);
    const bool first = ascii::trim(so_far).empty();
    const bool blank = ascii::trim(line).empty();
    if (!first && !blank && !begins_with_bullet(line)) {
      const bool open = is_open(so_far);
      const bool follows = open || has_digit(line) || is_remark(line);
      const bool names_more = begins_with_station(line) || begins_with_serial(line, so_far);
      const bool goes_on = gap ? open && names_more : follows;
      if (begins_next_field(line) || !goes_on) break;
    }
    if (first && !blank && begins_next_field(line)) break;
    if (!blank) end = line_end;
    gap = blank;
    at = line_end + 1;
  }
  return std::max(end, begin);
}

}  // namespace cabled
