#include "parsers/telegram/remove_page_marks.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "parsers/model/ascii.h"
#include "parsers/telegram/classifications.h"
#include "parsers/telegram/page_mark.h"
#include "parsers/telegram/scanner.h"
#include "parsers/telegram/station_words.h"

namespace cabled {
namespace {

using namespace std::literals;

struct Span {
  std::size_t begin;
  std::size_t end;
};

// No marker lies further inside a line that is its own; a bound keeps one endless line cheap.
constexpr std::size_t kLongestLine = 200;

std::size_t near_line_begin(std::string_view text, std::size_t at) {
  const std::size_t floor = at > kLongestLine ? at - kLongestLine : 0;
  while (at > floor && text[at - 1] != '\n') --at;
  return at;
}

std::string_view line_before(std::string_view text, std::size_t at) {
  const std::size_t begin = near_line_begin(text, at);
  return text.substr(begin, at - begin);
}

// Where the station name before the serial at `serial` begins.
std::size_t station_begin(std::string_view text, std::size_t serial) {
  const std::size_t line = near_line_begin(text, serial);
  const auto is_name = [](char c) {
    return ascii::is_alpha(c) || c == ' ' || c == '\'' || c == '-';
  };
  std::size_t run = serial;
  while (run > line && is_name(text[run - 1])) --run;
  std::string_view name = text.substr(run, serial - run);
  if (ascii::trim(name).empty()) return serial;
  const std::string_view first = ascii::trim(name).substr(0, ascii::trim(name).find(' '));
  // A name that fills the line up to its serial is written in one case; prose before it is not.
  const bool one_case = ascii::is_upper(first.back()) == ascii::is_upper(ascii::trim(name).back());
  if (run == line && one_case) return run + skip_space(name, 0);

  name = name.substr(0, name.find_last_not_of(' ') + 1);
  std::size_t begin = name.find_last_of(' ') + 1;
  begin -= station_prefix_size(ascii::upper(name.substr(0, begin)));
  return run + begin;
}

// "TOKYO 00000153  001.2 OF 006", found by its serial at `at`.
std::optional<Span> marker_at_serial(std::string_view text, std::size_t at) {
  const std::size_t size = marker_size(text.substr(at), Strictness::kTolerant);
  if (size == 0) return std::nullopt;
  return Span{station_begin(text, at), at + size};
}

// The classification that stands above "PAGE 02 …" or before it in the same line.
std::size_t classification_begin(std::string_view text, std::size_t page) {
  std::size_t end = page;
  while (end > 0 && ascii::is_space(text[end - 1])) --end;
  if (end >= 2 && text.substr(end - 2, 2) == "\\n") end -= 2;
  for (const LevelSpelling& level : kLevelSpellings) {
    if (!level.stands_alone) continue;
    const std::string_view word = level.written;
    const std::string_view before = text.substr(0, end);
    if (before.size() < word.size() || !ascii::iequals(before.substr(end - word.size()), word)) {
      continue;
    }
    const std::size_t begin = end - word.size();
    const bool set_apart = begin == 0 || text[begin - 1] == '\n' ||
                           (begin >= 2 && text.substr(begin - 2, 2) == "  ") ||
                           ascii::trim(line_before(text, begin)).empty() ||
                           text.substr(begin, page - begin).find('\n') == std::string_view::npos;
    if (set_apart) return begin;
  }
  return page;
}

// "PAGE 02        VATICA  05095  01 OF 05  281347Z"
std::optional<Span> marker_at_page(std::string_view text, std::size_t at) {
  const auto line = read_page_line(text.substr(at), Strictness::kStrict);
  if (!line) return std::nullopt;
  return Span{classification_begin(text, at), at + line->size};
}

bool may_begin_page(std::string_view text, std::size_t at) {
  return is_word_start(text, at) || (at >= 2 && text.substr(at - 2, 2) == "\\n");
}

bool ends_sentence(std::string_view kept) {
  return kept.empty() || ".!?:)\"-="sv.find(kept.back()) != std::string_view::npos;
}

// Appends what replaces a marker, and says where the text goes on.
struct Gap {
  std::string_view filler;
  std::size_t resume;
};

Gap gap_after(std::string_view text, std::size_t end, std::string_view kept, bool at_line_start) {
  const std::string_view rest = text.substr(end, kLongestLine);
  const bool fills_line = ascii::trim(rest.substr(0, rest.find('\n'))).empty();
  if (!at_line_start || !fills_line) return {at_line_start ? ""sv : "\f"sv, end};
  std::size_t next = skip_space(text, end);
  next = std::max(near_line_begin(text, next), std::min(end, next));
  return {ends_sentence(kept) ? "\n\n"sv : "\n"sv, next};
}

// Whether seven digits stand side by side, as in every serial of a marker: then one of them is
// among each seventh byte.
bool has_serial(std::string_view text) {
  constexpr std::size_t kSerialDigits = 7;
  for (std::size_t at = kSerialDigits - 1; at < text.size(); at += kSerialDigits) {
    if (!ascii::is_digit(text[at])) continue;
    std::size_t begin = at;
    while (begin > 0 && ascii::is_digit(text[begin - 1])) --begin;
    std::size_t end = at;
    while (end < text.size() && ascii::is_digit(text[end])) ++end;
    if (end - begin >= kSerialDigits) return true;
  }
  return false;
}

}  // namespace

std::string without_page_marks(std::string_view text) {
  // Most telegrams have one page, and two quick looks tell.
  if (!has_serial(text) && find_ignoring_case(text, "PAGE", 0) == std::string_view::npos) {
    return std::string(text);
  }
  std::string out;
  out.reserve(text.size());
  std::size_t copied = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool digit = ascii::is_digit(c);
    if (!digit && c != 'P' && c != 'p') continue;
    std::optional<Span> mark;
    if (digit && is_word_start(text, at)) mark = marker_at_serial(text, at);
    if (!digit && may_begin_page(text, at)) mark = marker_at_page(text, at);
    if (!mark) continue;

    const std::size_t begin = std::max(mark->begin, copied);
    out += text.substr(copied, begin - copied);
    const bool at_line_start = ascii::trim(line_before(text, begin)).empty();
    if (at_line_start) {
      while (!out.empty() && ascii::is_space(out.back())) out.pop_back();
    }
    const Gap gap = gap_after(text, mark->end, out, at_line_start);
    out += at_line_start && gap.filler.empty() ? "\n"sv : gap.filler;
    copied = gap.resume;
    at = std::max(copied, at + 1) - 1;
  }
  out += text.substr(std::min(copied, text.size()));
  return out;
}

std::string without_page_line(std::string_view line) {
  const std::size_t page = line.find("PAGE ");
  if (page == std::string_view::npos || (page > 0 && !ascii::is_space(line[page - 1]))) {
    return std::string(line);
  }
  const auto mark = read_page_line(line.substr(page), Strictness::kTolerant);
  if (!mark) return std::string(line);
  std::string rest(ascii::trim(line.substr(0, page)));
  const std::string_view after = ascii::trim(line.substr(page + mark->size));
  if (!rest.empty() && !after.empty()) rest += ' ';
  rest += after;
  return rest;
}

}  // namespace cabled
