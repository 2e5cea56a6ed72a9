#include "parsers/telegram/paper_lines.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/classifications.h"
#include "parsers/telegram/page_mark.h"
#include "parsers/telegram/scanner.h"
#include "parsers/telegram/usual_head.h"

namespace cabled {
namespace {

// A head with several hundred addressees takes as many lines.
constexpr std::size_t kMostLinesOfHead = 800;

constexpr std::string_view kStampWords = "declassified/released us department of state";

// "NNNNMAFVVZCZ": the end of a message run together with ZCZC, the beginning of the next.
bool is_teleprinter_end(std::string_view line) noexcept {
  const std::size_t letters = std::min(line.find_first_not_of('N'), line.size());
  if (letters < 3 || letters > 4) return false;
  const std::string_view rest = line.substr(letters);
  return rest.empty() || (rest.size() <= 12 && rest.ends_with("ZCZ")) || rest == "ZCZC";
}

bool is_document_end(std::string_view line) noexcept {
  return line.starts_with("<<") && line.find("END OF DOCUMENT") != std::string_view::npos;
}

// U+00BF alone.
bool is_filler(std::string_view line) noexcept {
  constexpr std::string_view kInverted = "\u00bf";
  if (!line.starts_with(kInverted)) return false;
  while (line.starts_with(kInverted) || line.starts_with(' ')) {
    line.remove_prefix(line.front() == ' ' ? 1 : kInverted.size());
  }
  return line.empty();
}

bool is_level_alone(std::string_view line) {
  const auto level = read_level(line, Strictness::kStrict);
  return level && (ascii::trim(level->rest).empty() ||
                   read_caption_line(level->rest, Strictness::kStrict).has_value());
}

PaperLine read_page(std::string_view line) {
  const auto mark = read_page_line(line, Strictness::kTolerant);
  if (!mark || !ascii::trim(line.substr(mark->size)).empty()) return {line};
  const std::string_view digits = ascii::trim(line.substr(4));
  const long page = words::number(digits.substr(0, words::leading_digits(digits))).value_or(0);
  return {line, PaperMark::kPage, static_cast<int>(page)};
}

PaperMark mark_by_form(std::string_view line) {
  switch (line.front()) {
    case 'N':
      return is_teleprinter_end(line) ? PaperMark::kEnd : PaperMark::kText;
    case '<':
      return is_document_end(line) ? PaperMark::kEnd : PaperMark::kText;
    case '*':
      return line.starts_with("*** Current ") ? PaperMark::kNote : PaperMark::kText;
    case '\xC2':
      return is_filler(line) ? PaperMark::kFiller : PaperMark::kText;
    default:
      break;
  }
  // Telegrams are in capitals: a small letter beside them is the archive's.
  if (std::ranges::any_of(line.substr(0, 24), ascii::is_lower) &&
      ascii::icontains(line, kStampWords)) {
    return PaperMark::kStamp;
  }
  return is_level_alone(line) ? PaperMark::kLevel : PaperMark::kText;
}

bool is_copy_number(std::string_view line) noexcept {
  return line.size() == 2 && ascii::is_digit(line[0]) && ascii::is_digit(line[1]);
}

bool is_passed_over(PaperMark mark) noexcept {
  return mark == PaperMark::kBlank || mark == PaperMark::kStamp || mark == PaperMark::kFiller ||
         mark == PaperMark::kLevel;
}

bool bounds_page(PaperMark mark) noexcept {
  return mark == PaperMark::kPage || mark == PaperMark::kEnd || mark == PaperMark::kNote;
}

// Gives levels amid the text back to it.
void settle_levels(std::vector<PaperLine>& lines) {
  for (std::size_t begin = 0; begin < lines.size();) {
    if (!is_passed_over(lines[begin].mark)) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < lines.size() && is_passed_over(lines[end].mark)) ++end;
    const bool beside = begin == 0 || end == lines.size() || bounds_page(lines[begin - 1].mark) ||
                        bounds_page(lines[end].mark);
    for (std::size_t i = begin; i < end && !beside; ++i) {
      if (lines[i].mark == PaperMark::kLevel) lines[i].mark = PaperMark::kText;
    }
    begin = end;
  }
}

// The number of the printed copy stands next below the first page line of a section.
void settle_copy_numbers(std::vector<PaperLine>& lines) {
  bool below_first_page = false;
  for (PaperLine& line : lines) {
    if (line.mark == PaperMark::kPage) {
      below_first_page = line.page == 1;
    } else if (line.mark == PaperMark::kText) {
      if (below_first_page && is_copy_number(ascii::trim(line.text))) {
        line.mark = PaperMark::kCopyNumber;
      }
      below_first_page = false;
    }
  }
}

// The line after the captions that stand below the serial line.
std::size_t captions_end(const std::vector<PaperLine>& lines, std::size_t serial_line) {
  std::size_t end = serial_line + 1;
  for (std::size_t at = end; at < lines.size(); ++at) {
    if (lines[at].mark != PaperMark::kText) continue;
    if (!is_head_caption(ascii::trim(lines[at].text))) break;
    end = at + 1;
  }
  return end;
}

// Where the head ends of the section whose first page begins at `page`; `page` when none follows.
std::size_t head_end(const std::vector<PaperLine>& lines, std::size_t page) {
  bool from = false;
  for (std::size_t at = page + 1; at < lines.size() && at < page + kMostLinesOfHead; ++at) {
    if (lines[at].mark == PaperMark::kPage && lines[at].page == 1) break;
    if (lines[at].mark != PaperMark::kText) continue;
    const std::string_view line = ascii::trim(lines[at].text);
    from = from || line.starts_with("FM ");
    if (from && is_serial_line(line)) return captions_end(lines, at);
  }
  return page;
}

void settle_heads(std::vector<PaperLine>& lines) {
  bool first = true;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (lines[at].mark != PaperMark::kPage || std::exchange(first, false)) continue;
    if (lines[at].page != 1) continue;
    const std::size_t end = head_end(lines, at);
    for (std::size_t i = at; i < end; ++i) {
      if (lines[i].mark == PaperMark::kText) lines[i].mark = PaperMark::kHead;
    }
  }
}

}  // namespace

std::string_view furniture_name(PaperMark mark) noexcept {
  switch (mark) {
    case PaperMark::kPage:
      return "page_marker";
    case PaperMark::kCopyNumber:
      return "copy_number";
    case PaperMark::kLevel:
      return "page_foot";
    case PaperMark::kStamp:
      return "stamp";
    case PaperMark::kFiller:
      return "filler";
    case PaperMark::kEnd:
      return "end_mark";
    case PaperMark::kNote:
      return "handling_note";
    case PaperMark::kHead:
      return "section_head";
    case PaperMark::kText:
    case PaperMark::kBlank:
      break;
  }
  return {};
}

std::vector<PaperLine> paper_lines(std::string_view text) {
  std::vector<PaperLine> lines;
  for (const std::string_view raw : split_lines(text)) {
    const std::string_view line = without_end_blanks(raw);
    const std::string_view core = ascii::trim(line);
    if (core.empty()) {
      lines.push_back({line, PaperMark::kBlank});
    } else if (core.starts_with("PAGE")) {
      lines.push_back(read_page(core));
    } else {
      lines.push_back({line, mark_by_form(core)});
    }
  }
  settle_levels(lines);
  settle_copy_numbers(lines);
  settle_heads(lines);
  return lines;
}

bool is_archive_mark(std::string_view line) noexcept {
  line = ascii::trim(line);
  if (line.empty()) return false;
  return is_document_end(line) || line.starts_with("*** Current ") || is_filler(line) ||
         (std::ranges::any_of(line.substr(0, 24), ascii::is_lower) &&
          ascii::icontains(line, kStampWords));
}

}  // namespace cabled
