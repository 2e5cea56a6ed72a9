#include "parsers/cable/body/body_blocks.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "parsers/cable/body/paragraph_order.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/executive_order_mark.h"
#include "parsers/telegram/labels.h"
#include "parsers/telegram/paragraph_mark.h"
#include "parsers/telegram/portion_mark.h"
#include "parsers/telegram/rules_and_ends.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// A heading fits on one line of a telegram, which has at most 80 characters.
constexpr std::size_t kLongestHeading = 80;

// A line this long lost its line breaks, so that paragraphs begin inside it.
constexpr std::size_t kLostBreaks = 200;

bool begins_field(std::string_view line, Field field) {
  return label_size(line, field, Strictness::kTolerant) > 0;
}

bool looks_like_heading(std::string_view line) {
  line = ascii::trim(line);
  if (line.empty() || line.size() > kLongestHeading) return false;
  // The head of a table, not of a paragraph.
  if (line.find("   ") != std::string_view::npos) return false;
  if (!ascii::is_alnum(line.front()) && line.front() != '"' && line.front() != '(') return false;
  return line.back() != '.' && line.back() != ',' && std::ranges::any_of(line, ascii::is_alpha);
}

// "------- SUMMARY -------", "RIO'S PRISONS -----": a heading whose rule lost its line break.
std::string_view ruled_heading(std::string_view line) {
  const auto is_mark = [](char c) { return c == '-' || c == '=' || c == ' '; };
  std::string_view text = line;
  while (!text.empty() && is_mark(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_mark(text.back())) text.remove_suffix(1);
  const bool ruled = line.ends_with("-----") || line.ends_with("=====");
  return ruled && looks_like_heading(text) ? text : std::string_view();
}

class BlockReader {
 public:
  explicit BlockReader(std::string_view body) : lines_(split_lines(body)) {}

  std::vector<BodyBlock> blocks() {
    for (at_ = 0; at_ < lines_.size(); ++at_) take_line(lines_[at_]);
    close();
    return std::move(blocks_);
  }

 private:
  void take_line(std::string_view raw) {
    const std::string_view line = ascii::trim(raw);
    if (is_section_line(line)) {
      repeated_header_ = true;
      return;
    }
    if (read_caption_line(line, Strictness::kTolerant)) return;
    if (repeated_header_ && skips_header_line(line)) return;
    repeated_header_ = false;
    if (line.empty()) return take_blank();
    if (is_rule_line(line)) return take_rule(line);
    if (const std::string_view heading = ruled_heading(line); !heading.empty()) {
      close();
      blocks_.push_back({BlockKind::kHeading, std::nullopt, std::nullopt, std::string(heading)});
      return;
    }
    if (const auto mark = mark_of(line)) {
      begin_paragraph(*mark);
      take_text(line.substr(std::min(mark->end, line.size())));
    } else {
      take_unnumbered(raw);
    }
  }

  // E.O., TAGS and SUBJECT with its wrapped lines, as every section repeats them.
  bool skips_header_line(std::string_view line) {
    if (line.empty()) {
      in_subject_ = false;
      return true;
    }
    if (begins_executive_order(line) || begins_field(line, Field::kTags)) return true;
    if (begins_field(line, Field::kSubject)) {
      in_subject_ = true;
      subject_in_capitals_ = is_capital_line(line);
      return true;
    }
    // Where blank lines are gone the text goes on below it in small letters.
    in_subject_ = in_subject_ &&
                  (subject_in_capitals_ ? is_capital_line(line) : !ascii::is_lower(line.front()));
    return in_subject_;
  }

  // The head of a paragraph that `line` begins with, in the present place.
  std::optional<ParagraphMark> mark_of(std::string_view line) const {
    // "… ON JULY", a blank line, "25. THE": lines that were set apart.
    const bool amid = open_ && (!blank_before_ || ends_with_month_name(current_.text));
    return order_.mark_of(line, amid ? std::string_view(current_.text) : std::string_view());
  }

  void begin_paragraph(const ParagraphMark& mark) {
    close();
    order_.begin(mark.number);
    current_ = {BlockKind::kParagraph, mark.number, mark.portion, {}};
    open_ = true;
  }

  void take_unnumbered(std::string_view line) {
    if (open_ && blank_before_ && (current_.number ? is_heading_here() : !goes_on(line))) close();
    if (!open_) {
      current_ = {BlockKind::kParagraph, std::nullopt, std::nullopt, {}};
      open_ = true;
      if (is_heading_here()) current_.kind = BlockKind::kHeading;
      if (const auto mark = portion_mark_at(ascii::trim(line), 0)) {
        current_.portion = mark->mark;
        line = ascii::trim(ascii::trim(line).substr(mark->end));
      }
    }
    take_text(without_end_blanks(line));
  }

  // A page's end parts an unnumbered paragraph in the midst of a sentence: "… ADMITTED THAT", blank
  // lines, "FOREIGN INVESTORS".
  bool goes_on(std::string_view line) const {
    static constexpr auto kOpen = std::to_array<std::string_view>(
        {"THAT", "THE", "OF", "AND", "TO", "FOR", "WITH", "IN", "ON", "BY", "FROM", "A", "AN"});
    if (current_.kind != BlockKind::kParagraph || current_.text.empty()) return false;
    const std::string_view text = without_end_blanks(current_.text);
    const std::string last = ascii::upper(text.substr(text.find_last_of(" \n") + 1));
    const bool open = std::ranges::find(kOpen, last) != kOpen.end();
    return open && ascii::is_alpha(ascii::trim(line).front()) && !is_heading_here();
  }

  // Whether the present line stands alone above a rule or above a numbered paragraph.
  bool is_heading_here() const {
    if (!looks_like_heading(lines_[at_])) return false;
    std::size_t next = at_ + 1;
    if (next < lines_.size() && is_rule_line(lines_[next])) return true;
    next = next_written(next);
    if (next >= lines_.size()) return false;
    // Pages that make lines paragraphs put a blank line between a heading and its rule. A rule that
    // has a heading below opens that one.
    if (is_rule_line(lines_[next])) {
      const std::size_t below = next_written(next + 1);
      if (below >= lines_.size() || mark_of(ascii::trim(lines_[below]))) return true;
      const std::size_t rule = next_written(below + 1);
      return rule >= lines_.size() || !is_rule_line(lines_[rule]);
    }
    return mark_of(ascii::trim(lines_[next])).has_value();
  }

  std::size_t next_written(std::size_t at) const {
    while (at < lines_.size() && ascii::trim(lines_[at]).empty()) ++at;
    return at;
  }

  // Adds text to the open block; where line breaks were lost, paragraphs begin inside it.
  void take_text(std::string_view text) {
    for (std::size_t cut = inline_paragraph(text); cut < text.size();
         cut = inline_paragraph(text)) {
      append(without_end_blanks(text.substr(0, cut)));
      const auto mark = paragraph_mark_at(text, cut);
      begin_paragraph(*mark);
      text.remove_prefix(mark->end);
    }
    append(text);
  }

  std::size_t inline_paragraph(std::string_view text) const {
    const auto begins_number = [](char before, char c) {
      const bool blank = ascii::is_space(before);
      const bool digit = ascii::is_digit(c);
      return blank & digit;
    };
    for (std::size_t blank = ascii::find_pair_by(text, 0, begins_number);
         blank != std::string_view::npos;
         blank = ascii::find_pair_by(text, blank + 1, begins_number)) {
      const std::size_t at = blank + 1;
      const auto mark = paragraph_mark_at(text, at);
      if (!mark || mark->number != order_.last() + 1) continue;
      const std::string_view before = without_end_blanks(text.substr(0, at));
      const bool after_sentence =
          !before.empty() && R"(.")?!-)"sv.find(before.back()) != std::string_view::npos;
      const bool capital = mark->end < text.size() && ascii::is_upper(text[mark->end]);
      const bool lost_breaks = text.size() > kLostBreaks;
      const bool marked = mark->portion && (lost_breaks || after_sentence);
      if (marked || (lost_breaks && after_sentence && capital)) return at;
    }
    return text.size();
  }

  void append(std::string_view text) {
    if (!current_.text.empty()) current_.text += blank_before_ ? "\n\n" : "\n";
    current_.text += text;
    if (text.find('\f') != std::string_view::npos) std::ranges::replace(current_.text, '\f', ' ');
    blank_before_ = false;
  }

  void take_blank() {
    blank_before_ = true;
    if (open_ && current_.kind == BlockKind::kHeading) close();
  }

  void take_rule(std::string_view rule) {
    if (open_ && !current_.number && is_single_line(current_.text) && !blank_before_ &&
        looks_like_heading(current_.text)) {
      current_.kind = BlockKind::kHeading;
    } else if (open_ && is_numbered_heading()) {
      return split_off_numbered_heading();
    } else if (open_ && !blank_before_ && underlines(rule)) {
      split_off_heading();
    }
    close();
  }

  // Whether the present rule stands above a heading that has one below too.
  bool opens_heading() const {
    return at_ + 2 < lines_.size() && is_rule_line(lines_[at_ + 2]) &&
           looks_like_heading(lines_[at_ + 1]);
  }

  // "1. SUMMARY", "7. (C) Ferries and Fees", with a rule below.
  bool is_numbered_heading() const {
    return current_.number && is_single_line(current_.text) && !blank_before_ && !opens_heading() &&
           looks_like_heading(current_.text) && current_.text.size() <= 40;
  }

  // What follows the rule is the paragraph; where another number follows, there is none.
  void split_off_numbered_heading() {
    blocks_.push_back({BlockKind::kHeading, std::nullopt, std::nullopt, std::move(current_.text)});
    current_.text.clear();
    begun_by_heading_ = true;
  }

  static bool is_single_line(std::string_view text) {
    return !text.empty() && text.find('\n') == std::string_view::npos;
  }

  // A rule as long as the line above it underlines it, unless it opens a heading of its own.
  bool underlines(std::string_view rule) const {
    const std::size_t break_at = current_.text.rfind('\n');
    if (break_at == std::string::npos) return false;
    const std::string_view above = std::string_view(current_.text).substr(break_at + 1);
    if (!looks_like_heading(above)) return false;
    const std::size_t difference =
        above.size() > rule.size() ? above.size() - rule.size() : rule.size() - above.size();
    return !opens_heading() && difference <= 2;
  }

  void split_off_heading() {
    const std::size_t break_at = current_.text.rfind('\n');
    std::string heading = current_.text.substr(break_at + 1);
    current_.text.resize(break_at);
    close();
    current_ = {BlockKind::kHeading, std::nullopt, std::nullopt, std::move(heading)};
    open_ = true;
  }

  void close() {
    if (open_) {
      current_.text.resize(without_end_blanks(current_.text).size());
      const bool kept = !current_.text.empty() || (current_.number && !begun_by_heading_);
      if (kept) blocks_.push_back(std::move(current_));
    }
    current_ = {};
    open_ = false;
    blank_before_ = false;
    begun_by_heading_ = false;
  }

  std::vector<std::string_view> lines_;
  std::size_t at_ = 0;
  std::vector<BodyBlock> blocks_;
  BodyBlock current_{};
  bool open_ = false;
  bool blank_before_ = false;
  bool begun_by_heading_ = false;  // the open paragraph has no text yet but its heading's
  bool repeated_header_ = false;
  bool in_subject_ = false;
  bool subject_in_capitals_ = false;
  ParagraphOrder order_;
};

}  // namespace

std::vector<BodyBlock> body_blocks(std::string_view body) { return BlockReader(body).blocks(); }

}  // namespace cabled
