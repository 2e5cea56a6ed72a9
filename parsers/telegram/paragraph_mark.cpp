#include "parsers/telegram/paragraph_mark.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

constexpr std::array kPortionLevels = {"U"sv,  "C"sv,   "S"sv,      "SBU"sv, "FOUO"sv,
                                       "TS"sv, "LOU"sv, "UNCLAS"sv, "NF"sv,  "SBUNF"sv};

// "(C/NF/REL NATO)" is about the longest met; anything longer is a remark in brackets.
constexpr std::size_t kLongestMark = 24;

bool is_separator(char c) { return c == '/' || c == '-' || c == ' ' || c == ','; }

// The level and its qualifiers: "C", "C/NF", "C//NF", "C-NF", "U/FOUO".
std::optional<std::string> mark_text(std::string_view inside) {
  const std::string text = words::squeeze(ascii::upper(inside));
  const std::size_t level_end =
      static_cast<std::size_t>(std::ranges::find_if(text, is_separator) - text.begin());
  const std::string_view level = std::string_view(text).substr(0, level_end);
  if (std::ranges::find(kPortionLevels, level) == kPortionLevels.end()) return std::nullopt;
  const std::string_view rest = std::string_view(text).substr(level_end);
  const auto fits = [](char c) { return ascii::is_upper(c) || is_separator(c); };
  if (!std::ranges::all_of(rest, fits)) return std::nullopt;
  if (rest.find(" TEXT") != std::string_view::npos) return std::string(level);
  return text;
}

// "1.  C)": the opening bracket was lost.
std::optional<PortionMark> unopened_mark_at(std::string_view text, std::size_t at) {
  const std::size_t close = text.substr(at, 4).find(')');
  if (close == std::string_view::npos || close == 0) return std::nullopt;
  const std::string level = ascii::upper(text.substr(at, close));
  if (std::ranges::find(kPortionLevels, level) == kPortionLevels.end()) return std::nullopt;
  return PortionMark{level, at + close + 1};
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  return at;
}

}  // namespace

std::optional<PortionMark> portion_mark_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '(') return std::nullopt;
  const std::size_t close = text.substr(at, kLongestMark).find(')');
  if (close == std::string_view::npos) return std::nullopt;
  std::optional<std::string> mark = mark_text(text.substr(at + 1, close - 1));
  if (!mark) return std::nullopt;
  return PortionMark{std::move(*mark), at + close + 1};
}

std::optional<ParagraphMark> paragraph_mark_at(std::string_view text, std::size_t at) {
  int number = 0;
  std::size_t next = at;
  while (next < text.size() && next < at + 3 && ascii::is_digit(text[next])) {
    number = number * 10 + (text[next] - '0');
    ++next;
  }
  if (next == at || number == 0 || next >= text.size()) return std::nullopt;
  if (text[next] != '.' && text[next] != ')') return std::nullopt;
  const bool dotted = text[next] == '.';
  ++next;
  if (next < text.size() && ascii::is_digit(text[next])) return std::nullopt;

  const std::size_t after = skip_blanks(text, next);
  std::optional<PortionMark> portion = portion_mark_at(text, after);
  if (!portion && after > next) portion = unopened_mark_at(text, after);
  if (portion) {
    return ParagraphMark{number, std::move(portion->mark), skip_blanks(text, portion->end)};
  }
  // "24)" without a mark is an item of a list.
  if (!dotted) return std::nullopt;
  return ParagraphMark{number, std::nullopt, after};
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
