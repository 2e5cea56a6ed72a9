#include "parsers/telegram/paragraph_mark.h"

#include <string>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/telegram/portion_mark.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  return at;
}

// Where `number` ends that begins at `at`, with O for 0 and l or I for 1; `at` when another stands
// there or it is longer.
std::size_t number_end(std::string_view line, std::size_t at, int number) {
  const std::string digits = std::to_string(number);
  if (line.size() < at + digits.size()) return at;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const char c = line[at + i];
    const bool swapped =
        (digits[i] == '0' && c == 'O') || (digits[i] == '1' && (c == 'l' || c == 'I'));
    if (c != digits[i] && !swapped) return at;
  }
  const std::size_t end = at + digits.size();
  return end < line.size() && ascii::is_alnum(line[end]) ? at : end;
}

// What stands between a number and its portion mark: but for a bracket that opens the mark.
bool is_around_number(char c) {
  static constexpr ascii::ByteSet kAround(" \t.,):;-/_'");
  return kAround.contains(c);
}

// What stands before a number, beside the word for a paragraph: "#2.", "*2.", "-2.", "Para 2.".
std::size_t number_begin(std::string_view line) {
  static constexpr std::string_view kBefore("(.#*-");
  std::size_t at = 0;
  while (at < 2 && at < line.size() && kBefore.find(line[at]) != std::string_view::npos) ++at;
  if (at > 0 || line.empty() || ascii::to_lower(line.front()) != 'p') return at;
  for (const std::string_view word : {"paragraph ", "para ", "para. "}) {
    if (ascii::istarts_with(line, word)) return word.size();
  }
  return 0;
}

// "(C) 2. The minister": the portion mark stands before the number.
std::optional<ParagraphMark> mark_before_number(std::string_view line, int number) {
  if (!line.starts_with('(')) return std::nullopt;
  auto portion = portion_mark_at(line, 0, Strictness::kStrict);
  if (!portion) return std::nullopt;
  const std::size_t at = skip_blanks(line, portion->end);
  const std::size_t end = number_end(line, at, number);
  if (end == at || end + 1 >= line.size() || line[end] != '.' || !ascii::is_space(line[end + 1])) {
    return std::nullopt;
  }
  return ParagraphMark{number, std::move(portion->mark), skip_blanks(line, end + 1)};
}

}  // namespace

std::optional<ParagraphMark> paragraph_mark_at(std::string_view text, std::size_t at,
                                               Strictness strictness) {
  int number = 0;
  std::size_t next = at;
  while (next < text.size() && next < at + 3 && ascii::is_digit(text[next])) {
    number = number * 10 + (text[next] - '0');
    ++next;
  }
  if (next == at || number == 0 || next >= text.size()) return std::nullopt;
  const bool strict = strictness == Strictness::kStrict;
  const bool dotted = text[next] == '.';
  if (!dotted && (strict || text[next] != ')')) return std::nullopt;
  ++next;
  if (next < text.size() && ascii::is_digit(text[next])) return std::nullopt;

  const std::size_t after = skip_blanks(text, next);
  std::optional<PortionMark> portion = portion_mark_at(text, after, strictness);
  // "see para 1.c)" is prose; a strict reader takes capitals alone.
  if (!portion && (strict || after > next)) {
    portion = unopened_portion_mark_at(text, after, strictness);
  }
  if (portion) {
    return ParagraphMark{number, std::move(portion->mark), skip_blanks(text, portion->end)};
  }
  // "24)" without a mark is an item of a list.
  const bool sure = strict ? after > next && after < text.size() : dotted;
  return sure ? std::optional(ParagraphMark{number, std::nullopt, after}) : std::nullopt;
}

std::optional<ParagraphMark> expected_paragraph_mark(std::string_view line, int number) {
  static constexpr std::size_t kMostMarks = 5;  // of punctuation and blanks behind the number
  const std::size_t at = number_begin(line);
  const std::size_t end = number_end(line, at, number);
  if (end == at) return mark_before_number(line, number);
  std::size_t after = end;
  while (after < line.size() && after < end + kMostMarks && is_around_number(line[after])) ++after;
  if (after == end) return std::nullopt;
  auto portion = portion_mark_at(line, after);
  if (!portion) portion = unopened_portion_mark_at(line, after, Strictness::kStrict);
  if (!portion) portion = unclosed_portion_mark_at(line, after);
  if (portion) {
    return ParagraphMark{number, std::move(portion->mark), skip_blanks(line, portion->end)};
  }
  // Other marks than these are known by the portion mark alone.
  const std::string_view around = line.substr(end, after - end);
  const bool usual = at == 0 || line[0] == '(' || line[0] == '.';
  const bool closed = usual && around.find_first_of(".),:-") < around.size() - 1 &&
                      around.find_first_of("/_'") == std::string_view::npos;
  const bool blank = line[after - 1] == ' ' || line[after - 1] == '\t';
  const bool begins_text = after < line.size() && (ascii::is_upper(line[after]) ||
                                                   line[after] == '"' || line[after] == '(');
  return closed && blank && begins_text ? std::optional(ParagraphMark{number, std::nullopt, after})
                                        : std::nullopt;
}

namespace {

// "l. (C) The minister": an l typed for the 1 of the first paragraph.
bool is_slipped_one(std::string_view rest) {
  if (!rest.starts_with("l. ") || rest.size() < 5) return false;
  const std::size_t text = skip_blanks(rest, 3);
  return text < rest.size() && (rest[text] == '(' || ascii::is_upper(rest[text]));
}

}  // namespace

std::size_t find_first_paragraph(std::string_view text) {
  bool line_start = true;
  bool after_page_mark = false;  // a form feed stands for it
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') {
      line_start = true;
      continue;
    }
    if (c == '\f') after_page_mark = true;
    if (ascii::is_space(c)) continue;
    if (ascii::is_digit(c) && (line_start || (c == '1' && is_word_start(text, at)))) {
      const auto mark = paragraph_mark_at(text, at);
      const bool first = mark && mark->number == 1 && (mark->portion || after_page_mark);
      if (mark && (line_start || first)) return at;
    }
    if (line_start && c == 'l' && is_slipped_one(text.substr(at))) return at;
    line_start = false;
    after_page_mark = false;
    // Amid a line nothing else tells.
    at = ascii::find_byte(
             text, at + 1,
             [](char sign) { return (sign == '\n') | (sign == '\f') | (sign == '1'); }) -
         1;
  }
  return std::string_view::npos;
}

}  // namespace cabled
