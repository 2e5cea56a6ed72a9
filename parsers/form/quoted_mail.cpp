#include "parsers/form/quoted_mail.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

/// A quotation or a fenced block of fewer lines holds no telegram.
constexpr std::size_t kFewestLines = 6;
constexpr std::size_t kIndent = 4;

bool is_blank(std::string_view text) noexcept { return ascii::trim(text).empty(); }

bool is_plain_text(const Layout& layout) noexcept { return layout.elements.size() == 1; }

/// The lines [begin, end) of a plain text as a block of their own.
void make_block(Layout& layout, std::size_t begin, std::size_t end) {
  if (layout.elements.size() == 1) layout.elements.push_back({0, "blockquote", "", true});
  for (std::size_t i = begin; i < end; ++i) layout.lines[i].element = 1;
}

struct Quotation {
  std::size_t depth = 0;
  std::string_view text;
};

/// What begins a quoted line: '>', or '|' as some programs have it; 0 for none. Blanks may stand
/// before it.
char quotation_mark(std::string_view line) noexcept {
  constexpr std::size_t kMostBlanks = 3;
  const std::size_t at = line.find_first_not_of(' ');
  if (at == std::string_view::npos || at > kMostBlanks) return 0;
  return line[at] == '>' || line[at] == '|' ? line[at] : '\0';
}

Quotation quotation_of(std::string_view line) noexcept {
  Quotation quotation{0, line};
  const char mark = quotation_mark(line);
  if (mark == 0) return quotation;
  std::size_t at = line.find(mark);
  while (at < line.size() && (line[at] == mark || (line[at] == ' ' && quotation.depth > 0))) {
    if (line[at] == mark) {
      ++quotation.depth;
      quotation.text = line.substr(at + 1);
    }
    ++at;
  }
  if (quotation.depth > 0 && quotation.text.starts_with(' ')) quotation.text.remove_prefix(1);
  return quotation;
}

/// The depth of most quoted lines; 0 when too few of the lines are quoted.
std::size_t main_depth(const Layout& layout) {
  std::array<std::size_t, 8> at_depth{};
  std::size_t bars = 0;
  for (const LayoutLine& line : layout.lines) {
    if (line.text.empty()) continue;
    const char mark = quotation_mark(line.text);
    if (mark == 0) continue;
    bars += mark == '|' ? 1 : 0;
    const std::size_t depth = quotation_of(line.text).depth;
    if (depth < at_depth.size()) ++at_depth[depth];
  }
  const auto most = std::ranges::max_element(at_depth);
  // Bars part the columns of tables too: they quote where nearly all lines begin with one.
  if (bars * 2 > *most && bars * 10 < layout.lines.size() * 7) return 0;
  return *most < kFewestLines ? 0 : static_cast<std::size_t>(most - at_depth.begin());
}

/// What closes the block that a line opens.
std::optional<std::string_view> closing_mark(std::string_view line) noexcept {
  line = ascii::trim(line);
  if (line.empty()) return std::nullopt;
  if (line.starts_with("```")) return "```";
  if (line.starts_with("~~~") && line.find_first_not_of('~') != std::string_view::npos)
    return "~~~";
  if (line.starts_with("\\begin{")) return "\\end{";
  for (const std::string_view tag : {"<poem>", "<pre>", "<nowiki>", "<blockquote>", "<code>"}) {
    if (ascii::iequals(line, tag)) return "</";
  }
  return std::nullopt;
}

bool set_fenced_apart(Layout& layout) {
  auto& lines = layout.lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto mark = closing_mark(lines[i].text);
    if (!mark) continue;
    std::size_t end = i + 1;
    while (end < lines.size() && !ascii::trim(lines[end].text).starts_with(*mark)) ++end;
    if (end == lines.size()) return false;
    if (end - i <= kFewestLines) continue;
    make_block(layout, i + 1, end);
    return true;
  }
  return false;
}

std::size_t indent_of(std::string_view line) noexcept {
  if (line.starts_with('\t')) return 1;
  return line.starts_with("    ") ? kIndent : 0;
}

/// Code of notes: every line of it is indented, and lines outside are not.
void set_indented_apart(Layout& layout) {
  auto& lines = layout.lines;
  std::size_t begin = 0;
  while (begin < lines.size() && indent_of(lines[begin].text) == 0) ++begin;
  std::size_t end = begin;
  std::size_t written = 0;
  for (std::size_t i = begin; i < lines.size(); ++i) {
    if (is_blank(lines[i].text)) continue;
    if (indent_of(lines[i].text) == 0) break;
    end = i + 1;
    ++written;
  }
  const bool all = begin == 0 && end == lines.size();
  if (written <= kFewestLines * 2 || all) return;
  for (std::size_t i = begin; i < end; ++i) {
    std::string_view& text = lines[i].text;
    text.remove_prefix(std::min(indent_of(text), text.size()));
  }
  make_block(layout, begin, end);
}

}  // namespace

void undo_quoted_mail(Layout& layout) {
  const std::size_t depth = main_depth(layout);
  if (depth == 0) return;
  const bool plain = is_plain_text(layout);
  std::optional<std::size_t> first;
  std::size_t end = 0;
  for (std::size_t i = 0; i < layout.lines.size(); ++i) {
    LayoutLine& line = layout.lines[i];
    const Quotation quotation = quotation_of(line.text);
    if (quotation.depth != depth) continue;
    line.text = quotation.text;
    if (!first) first = i;
    end = i + 1;
    if (plain) make_block(layout, i, i + 1);
  }
  if (!plain) return;
  for (std::size_t i = *first; i < end; ++i) {
    if (is_blank(layout.lines[i].text)) make_block(layout, i, i + 1);
  }
}

void set_blocks_apart(Layout& layout) {
  if (!is_plain_text(layout) || set_fenced_apart(layout)) return;
  set_indented_apart(layout);
}

}  // namespace cabled
