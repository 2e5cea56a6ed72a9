#include "parsers/locate/plain_text.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "parsers/locate/cable_span.h"
#include "parsers/locate/clean_telegram.h"
#include "parsers/locate/cut_cable.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/labels.h"

namespace cabled {
namespace {

/// "PROGRAM REF: A. STATE 54183", "DECL: 08/22/2017 TAGS: PGOV": a label behind the end of the line
/// before, whose line break was lost. In small letters, as some telegrams are, it takes two.
bool has_label_inside(std::string_view line) {
  return count_labels(line) > 0 || line.find("Classified By:") != std::string_view::npos ||
         count_labels(ascii::upper(line)) > 1;
}

bool speaks_for_telegram(const JudgedLine& line) {
  if (line.page != PageLine::kNone || line.blank) return false;
  return line.telegram != TelegramLine::kNone || looks_like_signature(line.text) ||
         ascii::istarts_with(telegram_core(line.text), "summary") || has_label_inside(line.text);
}

/// Signs that the text is a page's and not only a telegram's: a line of the page's own.
bool has_page_lines(const JudgedPage& page) noexcept {
  return std::ranges::any_of(page.lines,
                             [](const JudgedLine& line) { return line.page != PageLine::kNone; });
}

/// The title that stands above a telegram: "Cablegate: …", with nothing of a telegram over it.
bool is_title(const JudgedLine& line) noexcept {
  const std::string_view text = ascii::trim(line.text);
  return ascii::istarts_with(text, "cablegate:") || ascii::istarts_with(text, "wikileak:") ||
         line.page == PageLine::kIntroduction;
}

/// A piece of a telegram: all of it but for lines that are plainly a page's.
LocatedCable take_fragment(const JudgedPage& page) {
  std::vector<std::string_view> lines;
  LocatedCable located;
  located.report = {"text/fragment", 0.5, {}};
  for (const JudgedLine& line : page.lines) {
    const bool keep = line.blank || (line.page == PageLine::kNone && !is_title(line));
    if (keep) {
      lines.push_back(line.text);
    } else {
      const std::string rule(line.page == PageLine::kNone ? "title_line" : removal_rule(line.page));
      ++located.report.removed[rule];
      located.removals.push_back({rule, reported_text(ascii::trim(line.text))});
    }
  }
  located.text = clean_telegram(std::move(lines));
  return located;
}

constexpr std::string_view kNoBreakSpace = "\u00A0";

/// A line of a text with blanks for its no-break ones, as pages are laid out.
std::string with_plain_blanks(std::string_view line) {
  std::string out;
  out.reserve(line.size());
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t next = std::min(line.find(kNoBreakSpace, at), line.size());
    out += line.substr(at, next - at);
    if (next < line.size()) out += ' ';
    at = next + kNoBreakSpace.size();
  }
  return out;
}

}  // namespace

std::optional<LocatedCable> locate_in_text(const JudgedPage& page) {
  const bool any = std::ranges::any_of(page.lines, speaks_for_telegram);
  if (!any) return std::nullopt;
  const bool is_page = has_page_lines(page) || std::ranges::any_of(page.lines, is_title);
  if (is_page) {
    if (auto located = locate_cable(page, nullptr)) return located;
  }
  return take_fragment(page);
}

Layout layout_of_text(std::string_view text) {
  Layout layout;
  layout.elements.push_back({0, "pre", "", true});
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    std::string plain;
    if (line.find(kNoBreakSpace) != std::string_view::npos) {
      plain = with_plain_blanks(line);
      line = plain;
    }
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    layout.lines.push_back({layout.texts.keep(line), 0, false, 0});
  }
  return layout;
}

}  // namespace cabled
