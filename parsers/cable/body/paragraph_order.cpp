#include "parsers/cable/body/paragraph_order.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// Numbers of paragraphs may be left out by a redaction; a jump further than this is a list.
constexpr int kFurthestJump = 3;

constexpr std::array kMonths = {"JANUARY"sv,   "FEBRUARY"sv, "MARCH"sv,    "APRIL"sv,
                                "MAY"sv,       "JUNE"sv,     "JULY"sv,     "AUGUST"sv,
                                "SEPTEMBER"sv, "OCTOBER"sv,  "NOVEMBER"sv, "DECEMBER"sv};

// "March", "SEPT", "Oct.": a full stop behind a whole name ends a sentence.
bool ends_with_month(std::string_view word) {
  const bool has_stop = word.ends_with('.');
  if (has_stop) word.remove_suffix(1);
  return std::ranges::any_of(kMonths, [&](std::string_view month) {
    const bool is_short = word.size() == 3 || ascii::iequals(word, "SEPT");
    if (is_short && word.size() < month.size()) return ascii::istarts_with(month, word);
    return !has_stop && ascii::iequals(word, month);
  });
}

// The bytes that a number of a paragraph begins with, slips for digits among them, or what may
// stand before it: most lines are prose and begin with another.
bool may_begin_with_number(std::string_view line) {
  static constexpr ascii::ByteSet kFirst("0123456789OlI(.#*-pP");
  return !line.empty() && kFirst.contains(line.front());
}

bool closes_paragraph(std::string_view before) {
  before = ascii::trim(before);
  return before.empty() || ".?!:)\"-="sv.find(before.back()) != std::string_view::npos;
}

bool is_day(const ParagraphMark& mark, std::string_view before) {
  if (mark.portion || before.empty()) return false;
  return ends_with_month(before.substr(before.find_last_of(" \n") + 1));
}

// "… (SEE PARA / 4). THE": a bracket that the sentence opened a few words before.
bool closes_bracket(std::string_view line, std::string_view before) {
  constexpr std::size_t kFewWords = 80;
  const std::size_t digits = words::leading_digits(line);
  if (digits == 0 || !line.substr(digits).starts_with(')')) return false;
  before.remove_prefix(before.size() - std::min(before.size(), kFewWords));
  const std::size_t open = before.rfind('(');
  return open != std::string_view::npos && before.find(')', open) == std::string_view::npos;
}

}  // namespace

bool ends_with_month_name(std::string_view text) {
  return !text.empty() && ends_with_month(text.substr(text.find_last_of(" \n") + 1));
}

std::optional<ParagraphMark> ParagraphOrder::mark_of(std::string_view line,
                                                     std::string_view before) const {
  if (!may_begin_with_number(line) || closes_bracket(line, before)) return std::nullopt;
  auto mark = paragraph_mark_at(line, 0);
  const bool begins = mark && begins_paragraph(*mark, before);
  if (begins && mark->portion) return mark;
  // The number that comes next may have a portion mark that another has not: half a one.
  auto next = expected_paragraph_mark(line, last_ + 1);
  if (begins) return next && next->portion ? next : mark;
  if (!next || is_day(*next, before)) return std::nullopt;
  // "(8) The", "2, It": without a mark it is known by what it stands below.
  return next->portion || closes_paragraph(before) ? next : std::nullopt;
}

bool ParagraphOrder::begins_paragraph(const ParagraphMark& mark, std::string_view before) const {
  if (mark.portion) return mark.number != last_ || last_ == 0;
  if (is_day(mark, before)) return false;
  if (mark.number == last_ + 1 || last_ == 0) return true;
  return mark.number > last_ && mark.number <= last_ + kFurthestJump;
}

}  // namespace cabled
