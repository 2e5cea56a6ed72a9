#include "parsers/telegram/remove_page_marks.h"

#include <algorithm>
#include <cstddef>

#include "parsers/model/ascii.h"
#include "parsers/telegram/find_page_marks.h"
#include "parsers/telegram/page_mark.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// How a marker stands in the text.
struct MarkPlace {
  bool at_line_start;
  bool apart;  ///< a blank line is above or below
};

bool has_blank_line_beside(std::string_view text, std::size_t begin, std::size_t end) {
  std::size_t above = begin;
  while (above > 0 && ascii::is_space(text[above - 1])) --above;
  const std::string_view before = text.substr(above, begin - above);
  const std::string_view behind = text.substr(end, skip_space(text, end) - end);
  return std::ranges::count(before, '\n') > 1 || std::ranges::count(behind, '\n') > 1;
}

// A colon or a dash ends a paragraph where a blank line is beside it; else a subject goes on.
bool ends_paragraph(std::string_view kept, const MarkPlace& place) {
  if (kept.empty() || ".!?)\""sv.find(kept.back()) != std::string_view::npos) return true;
  return place.apart && ":-="sv.find(kept.back()) != std::string_view::npos;
}

// Appends what replaces a marker, and says where the text goes on.
struct Gap {
  std::string_view filler;
  std::size_t resume;
};

Gap gap_after(std::string_view text, std::size_t end, std::string_view kept,
              const MarkPlace& place) {
  const bool at_line_start = place.at_line_start;
  const std::string_view rest = text.substr(end, kLongestMarkedLine);
  const bool fills_line = ascii::trim(rest.substr(0, rest.find('\n'))).empty();
  if (!at_line_start || !fills_line) return {at_line_start ? ""sv : "\f"sv, end};
  std::size_t next = skip_space(text, end);
  next = std::max(near_line_begin(text, next), std::min(end, next));
  return {ends_paragraph(kept, place) ? "\n\n"sv : "\n"sv, next};
}

}  // namespace

std::string without_page_marks(std::string_view text) {
  const std::vector<PageMarkSpan> marks = find_page_marks(text);
  if (marks.empty()) return std::string(text);
  std::string out;
  out.reserve(text.size());
  std::size_t copied = 0;
  for (const PageMarkSpan& mark : marks) {
    const std::size_t begin = std::max(mark.begin, copied);
    out += text.substr(copied, begin - copied);
    const bool at_line_start = ascii::trim(line_before(text, begin)).empty();
    if (at_line_start) {
      while (!out.empty() && ascii::is_space(out.back())) out.pop_back();
    }
    const MarkPlace place{at_line_start, has_blank_line_beside(text, begin, mark.end)};
    const Gap gap = gap_after(text, mark.end, out, place);
    out += at_line_start && gap.filler.empty() ? "\n"sv : gap.filler;
    copied = gap.resume;
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
