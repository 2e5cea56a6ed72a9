#include "parsers/form/line_breaks.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/form/glued_lines.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/labels.h"
#include "parsers/telegram/paragraph_mark.h"

namespace cabled {
namespace {

/// A line that joins a preamble by blanks is read as it is; with paragraphs in it it is longer.
constexpr std::size_t kLongLine = 600;
/// The shortest preamble and its first paragraph.
constexpr std::size_t kPreambleLine = 150;
/// A line of two labels is longer.
constexpr std::size_t kShortestGlued = 30;
constexpr std::size_t kShortLine = 50;
/// Words that begin lines, in one line that lost its breaks.
constexpr int kFewestSigns = 2;

bool has(std::string_view line, std::string_view word) noexcept {
  return ascii::has_part(line, word);
}

int signs_of(std::string_view line) {
  int signs = count_labels(line);
  for (const std::string_view word : {"E.O. 1", "EO 1", "SIPDIS", "VZCZC", "ZNR ", "ZNY "}) {
    signs += has(line, word) ? 1 : 0;
  }
  return signs;
}

/// Whether the first letters of what has_glued_level() and has_glued_label() look for stand
/// anywhere in the line: one pass instead of six.
bool may_have_glued(std::string_view line) noexcept {
  const auto begins = [](char a, char b) {
    return ((a == 'C') & (b == ' ')) | ((a == 'U') & (b == 'N')) | ((a == 'S') & (b == ' ')) |
           ((a == 'S') & (b == 'U')) | ((a == 'T') & (b == 'A')) | ((a == 'E') & (b == '.'));
  };
  return ascii::find_pair_by(line, 0, begins) != std::string_view::npos;
}

/// A level behind something else, as in "PRIORITY 2768C O N F I D E N T I A L LIMA 000012".
bool has_glued_level(std::string_view line) noexcept {
  if (line.size() < kShortestGlued || !ascii::is_upper(line.front())) return false;
  for (const std::string_view part : {"C O N F I D E N", "UNCLAS", "S E C R E T"}) {
    const std::size_t at = ascii::find_part(line, part);
    if (at != std::string_view::npos && at > 0 && ascii::is_alnum(line[at - 1])) return true;
  }
  return false;
}

/// "UGSUBJECT:", "000073SIPDISE.O. 12958": a label without a blank before it.
bool has_glued_label(std::string_view line) noexcept {
  for (const std::string_view label : {"SUBJECT:", "TAGS:", "E.O. 1"}) {
    const std::size_t at = ascii::find_part(line, label);
    if (at != std::string_view::npos && at > 0 && ascii::is_alnum(line[at - 1])) return true;
  }
  return false;
}

bool holds_first_paragraph(std::string_view line) {
  return line.size() > kPreambleLine && find_first_paragraph(line) != std::string_view::npos;
}

bool lost_breaks(std::string_view line) {
  if (line.size() < kShortestGlued) return false;
  const bool may_be_glued = may_have_glued(line);
  if (may_be_glued && has_glued_level(line)) return true;
  if (line.size() <= kShortLine) return false;
  const bool may = line.size() > kLongLine || (may_be_glued && has_glued_label(line)) ||
                   holds_first_paragraph(line);
  return may && signs_of(line) >= kFewestSigns;
}

}  // namespace

void restore_line_breaks(Layout& layout) {
  const auto first = std::ranges::find_if(
      layout.lines, [](const LayoutLine& line) { return lost_breaks(line.text); });
  if (first == layout.lines.end()) return;
  std::vector<LayoutLine> lines(layout.lines.begin(), first);
  GluedLines glued;
  for (auto line = first; line != layout.lines.end(); ++line) {
    if (!lost_breaks(line->text) && !glued.goes_on(line->text)) {
      lines.push_back(*line);
      continue;
    }
    for (const std::string_view part : glued.split(line->text)) {
      LayoutLine broken = *line;
      broken.text = part;
      broken.link_bytes = 0;
      lines.push_back(broken);
    }
  }
  layout.lines = std::move(lines);
}

}  // namespace cabled
