#include "parsers/telegram/find_page_marks.h"

#include <algorithm>
#include <optional>

#include "parsers/model/ascii.h"
#include "parsers/telegram/classifications.h"
#include "parsers/telegram/page_mark.h"
#include "parsers/telegram/scanner.h"
#include "parsers/telegram/station_words.h"

namespace cabled {
namespace {

// Where the name begins that alone fills the line above a marker: no marker is without one.
std::size_t station_above(std::string_view text, std::size_t serial) {
  const std::size_t begin = near_line_begin(text, serial - 1);
  const std::string_view line = ascii::trim(text.substr(begin, serial - 1 - begin));
  constexpr std::size_t kLongestName = 24;
  const bool is_name =
      !line.empty() && line.size() <= kLongestName &&
      std::ranges::all_of(line, [](char c) { return ascii::is_upper(c) || c == ' '; });
  return is_name ? static_cast<std::size_t>(line.data() - text.data()) : serial;
}

// Whether the sentence that a marker fell into goes on behind it in the same line.
bool text_goes_on(std::string_view text, std::size_t marker_end) {
  constexpr std::size_t kFarEnough = 16;
  const std::string_view rest = text.substr(marker_end, kFarEnough);
  return std::ranges::any_of(rest.substr(0, rest.find_first_of("\n\f")), ascii::is_alnum);
}

// Where the station name before the serial at `serial` begins, whose marker ends at `marker_end`.
std::size_t station_begin(std::string_view text, std::size_t serial, std::size_t marker_end) {
  const std::size_t line = near_line_begin(text, serial);
  const auto is_name = [](char c) {
    return ascii::is_alpha(c) || c == ' ' || c == '\'' || c == '-';
  };
  std::size_t run = serial;
  while (run > line && is_name(text[run - 1])) --run;
  if (run == serial && run == line && run > 1) return station_above(text, serial);
  std::string_view name = text.substr(run, serial - run);
  if (ascii::trim(name).empty()) return serial;
  const std::string_view first = ascii::trim(name).substr(0, ascii::trim(name).find(' '));
  // A name that fills the line up to its serial is written in one case; prose before it is not, but
  // for prose in capitals, which goes on behind the marker.
  const bool one_case = ascii::is_upper(first.back()) == ascii::is_upper(ascii::trim(name).back());
  constexpr std::ptrdiff_t kMostBlanks = 5;  // behind and between the words of the longest names
  const bool few = std::ranges::count(words::squeeze(name), ' ') <= kMostBlanks;
  const bool alone = run == line && one_case && few;
  if (alone && !text_goes_on(text, marker_end)) return run + skip_space(name, 0);

  name = name.substr(0, name.find_last_not_of(' ') + 1);
  std::size_t begin = name.find_last_of(' ') + 1;
  const std::string last = ascii::upper(name.substr(begin));
  begin -= station_prefix_size(ascii::upper(name.substr(0, begin)), last);
  return run + begin;
}

// "TOKYO 00000153  001.2 OF 006", found by its serial at `at`.
std::optional<PageMarkSpan> marker_at_serial(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, kLongestMarkedLine);
  std::size_t size = marker_size(rest, Strictness::kTolerant);
  if (size == 0) size = damaged_marker_size(rest);
  if (size == 0) return std::nullopt;
  return PageMarkSpan{station_begin(text, at, at + size), at + size};
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
std::optional<PageMarkSpan> marker_at_page(std::string_view text, std::size_t at) {
  const auto line = read_page_line(text.substr(at), Strictness::kStrict);
  if (!line) return std::nullopt;
  return PageMarkSpan{classification_begin(text, at), at + line->size};
}

bool may_begin_page(std::string_view text, std::size_t at) {
  return is_word_start(text, at) || (at >= 2 && text.substr(at - 2, 2) == "\\n");
}

constexpr bool is_serial_digit(char c) noexcept { return ascii::is_digit(c) || c == 'O'; }

// Whether "OF" stands before a number somewhere, O for 0 among its digits, as in every marker: in
// prose it seldom does, and a header has it only where it counts sections. Numbers are fewer than
// letters, so they are looked for.
bool has_count_of_pages(std::string_view text) {
  const auto begins_number = [](char before, char c) {
    const bool is_space = ascii::is_space(before);
    const bool is_digit = ascii::is_digit(c);
    return (is_space | (before == 'F') | (before == 'f')) & (is_digit | (c == 'O'));
  };
  for (std::size_t at = ascii::find_pair_by(text, 0, begins_number); at != std::string_view::npos;
       at = ascii::find_pair_by(text, at + 1, begins_number)) {
    const std::string_view before = without_end_blanks(text.substr(0, at + 1));
    if (before.size() >= 2 && ascii::iequals(before.substr(before.size() - 2), "of")) return true;
  }
  return false;
}

// "PAGE" before a blank, as in the markers of the 1970s.
bool has_word_page(std::string_view text) {
  constexpr std::string_view kPage = "PAGE";
  std::size_t at = find_ignoring_case(text, kPage, 0);
  while (at != std::string_view::npos &&
         !words::is_blank(text[std::min(at + kPage.size(), text.size() - 1)])) {
    at = find_ignoring_case(text, kPage, at + 1);
  }
  return at != std::string_view::npos;
}

// A serial glued to its station ("LIMA00000063") begins with zeros behind a capital.
bool may_begin_serial(std::string_view text, std::size_t at) {
  if (is_word_start(text, at)) return true;
  return text.substr(at, 2) == "00" && ascii::is_upper(text[at - 1]) && text[at - 1] != 'O';
}

// The marker whose first digit or whose "PAGE" stands at `at`.
std::optional<PageMarkSpan> marker_at(std::string_view text, std::size_t at) {
  const char c = text[at];
  const bool slipped = c == 'O' && at + 1 < text.size() && is_serial_digit(text[at + 1]);
  if (ascii::is_digit(c) || slipped) {
    return may_begin_serial(text, at) ? marker_at_serial(text, at) : std::nullopt;
  }
  const bool page = (c == 'P' || c == 'p') && may_begin_page(text, at);
  return page ? marker_at_page(text, at) : std::nullopt;
}

}  // namespace

std::size_t near_line_begin(std::string_view text, std::size_t at) noexcept {
  const std::size_t floor = at > kLongestMarkedLine ? at - kLongestMarkedLine : 0;
  while (at > floor && text[at - 1] != '\n') --at;
  return at;
}

std::string_view line_before(std::string_view text, std::size_t at) noexcept {
  const std::size_t begin = near_line_begin(text, at);
  return text.substr(begin, at - begin);
}

std::vector<PageMarkSpan> find_page_marks(std::string_view text) {
  std::vector<PageMarkSpan> marks;
  // Most telegrams have one page, and two quick looks tell.
  if (!has_count_of_pages(text) && !has_word_page(text)) return marks;
  static constexpr ascii::ByteSet kFirstBytes("0123456789OPp");
  std::size_t behind = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!kFirstBytes.contains(text[at])) continue;
    auto mark = marker_at(text, at);
    if (!mark) continue;
    mark->begin = std::max(mark->begin, behind);
    behind = mark->end;
    at = std::max(behind, at + 1) - 1;
    marks.push_back(*mark);
  }
  return marks;
}

}  // namespace cabled
