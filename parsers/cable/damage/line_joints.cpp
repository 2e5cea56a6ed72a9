#include "parsers/cable/damage/line_joints.h"

#include <algorithm>
#include <array>

#include "parsers/cable/body/typed_lines.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// "(see reftel)", "\"within days\"", "12,000 tons": a sentence goes on so, an item does not.
bool goes_on_with_sign(std::string_view below) {
  const bool opens = (below.front() == '(' || below.front() == '"') && below.size() > 2 &&
                     ascii::is_alpha(below[1]) && ascii::is_alpha(below[2]);
  const std::string_view number = first_word_of(below);
  const bool counts = ascii::is_digit(number.front()) && ascii::is_digit(number.back()) &&
                      number.size() < below.size();
  return opens || counts;
}

}  // namespace

std::string_view last_word(std::string_view line) {
  line = ascii::trim(line);
  std::size_t begin = line.size();
  while (begin > 0 && !words::is_blank(line[begin - 1])) --begin;
  return line.substr(begin);
}

std::string_view first_word_of(std::string_view line) {
  line = ascii::trim(line);
  return line.substr(
      0, static_cast<std::size_t>(std::ranges::find_if(line, words::is_blank) - line.begin()));
}

bool has_address(std::string_view line) {
  return line.find("://") != std::string_view::npos || ascii::has_part(line, "www.") ||
         line.find('@') != std::string_view::npos;
}

bool is_blacked_out(std::string_view line) { return line.find("XXXX") != std::string_view::npos; }

bool ends_with_end_mark(std::string_view line) {
  constexpr std::array kParts = {"summary"sv, "comment"sv, "note"sv, "text"sv, "quote"sv};
  constexpr std::string_view kEnd = "END ";
  for (std::size_t at = find_ignoring_case(line, kEnd, 0); at != std::string_view::npos;
       at = find_ignoring_case(line, kEnd, at + 1)) {
    const std::string_view rest = line.substr(at + kEnd.size());
    const auto begins = [&](std::string_view part) { return ascii::istarts_with(rest, part); };
    if (std::ranges::any_of(kParts, begins)) return true;
  }
  return false;
}

bool is_open(std::string_view line) {
  constexpr std::array kOpen = {"a"sv,    "an"sv,   "and"sv,   "at"sv, "by"sv,    "for"sv,
                                "from"sv, "into"sv, "of"sv,    "or"sv, "our"sv,   "than"sv,
                                "that"sv, "the"sv,  "their"sv, "to"sv, "which"sv, "with"sv};
  const std::string_view last = last_word(line);
  return last.ends_with(',') || std::ranges::find(kOpen, last) != kOpen.end();
}

bool is_blank_row(std::string_view line) { return ascii::trim(line).empty(); }

bool may_go_on(std::string_view above, std::string_view below) {
  above = ascii::trim(above);
  below = ascii::trim(below);
  const bool open = ascii::is_alnum(above.back()) || above.back() == ',';
  const bool amid =
      ascii::is_lower(below.front()) || goes_on_with_sign(below) ||
      (is_capital_line(above) && is_capital_line(below) && ascii::is_upper(below.front()));
  return open && amid && !has_address(above) && !is_blacked_out(above);
}

bool has_doubled_blank(std::string_view line) {
  for (std::size_t at = ascii::find_part(line, "  "); at != std::string_view::npos;
       at = ascii::find_part(line, "  ", at + 2)) {
    if (at > 0 && ascii::is_alnum(line[at - 1]) && at + 2 < line.size() && line[at + 2] != ' ') {
      return true;
    }
  }
  return false;
}

}  // namespace cabled
