#include "parsers/telegram/paragraph_mark.h"

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
    line_start = false;
    after_page_mark = false;
  }
  return std::string_view::npos;
}

}  // namespace cabled
