#include "parsers/cable/damage/lost_lines.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/cable/body/typed_lines.h"
#include "parsers/cable/damage/word_order.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/rules_and_ends.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// So many breaks must be full for one that is not: a drafter who breaks lines by hand does so more
// often.
constexpr std::size_t kFewestBreaks = 8;
constexpr std::size_t kBreaksOfAShortOne = 25;

constexpr std::size_t kLongestWord = 20;

// So much room must be left behind the next word: on real pages all breaks that are not full but
// for lost lines are so by one column at most, where a few lines hang over by a full stop.
constexpr std::size_t kRoomLeft = 2;
// The first line of a paragraph is as wide as its mark, which publishers change by a sign or two.
constexpr std::size_t kRoomOfAMark = 3;

// A sentence that ends without a full stop seldom ends on a line as long as this share of a full
// one, in percent.
constexpr std::size_t kNearlyFull = 85;

std::string_view last_word(std::string_view line) {
  line = ascii::trim(line);
  return line.substr(line.find_last_of(" \t") + 1);
}

std::string_view first_word_of(std::string_view line) {
  line = ascii::trim(line);
  return line.substr(0, line.find_first_of(" \t"));
}

bool has_address(std::string_view line) {
  return line.find("://") != std::string_view::npos ||
         line.find("www.") != std::string_view::npos || line.find('@') != std::string_view::npos;
}

bool is_blacked_out(std::string_view line) { return line.find("XXXX") != std::string_view::npos; }

// "END SUMMARY", "End Note": its full stop is often left out.
bool ends_with_end_mark(std::string_view line) {
  constexpr std::array kParts = {"end summary"sv, "end comment"sv, "end note"sv, "end text"sv,
                                 "end quote"sv};
  return std::ranges::any_of(kParts,
                             [&](std::string_view part) { return ascii::icontains(line, part); });
}

// A word that leaves its sentence open.
bool is_open(std::string_view line) {
  constexpr std::array kOpen = {"a"sv,    "an"sv,   "and"sv,   "at"sv, "by"sv,    "for"sv,
                                "from"sv, "into"sv, "of"sv,    "or"sv, "our"sv,   "than"sv,
                                "that"sv, "the"sv,  "their"sv, "to"sv, "which"sv, "with"sv};
  const std::string_view last = last_word(line);
  return last.ends_with(',') || std::ranges::find(kOpen, last) != kOpen.end();
}

bool is_blank_row(std::string_view line) { return ascii::trim(line).empty(); }

/// A line of the clean text and its paragraph.
struct Row {
  std::string_view text;
  std::optional<int> paragraph;
  bool begins_paragraph = false;
  bool beside_furniture = false;  ///< a marker stood in it or below it: its break tells nothing
};

std::vector<Row> rows_of(const CleanText& clean) {
  std::vector<Row> rows;
  for (const std::string_view line : split_lines(clean.text)) rows.push_back({line, {}});
  for (const LineReport& report : clean.lines) {
    if (!report.furniture.empty() && report.clean_line < rows.size()) {
      // Of a dropped one, clean_line is the line that follows.
      rows[report.clean_line].beside_furniture = true;
      if (report.clean_line > 0) rows[report.clean_line - 1].beside_furniture = true;
    }
    if (report.fate != LineFate::kKept || report.clean_line >= rows.size()) continue;
    rows[report.clean_line].paragraph = report.paragraph;
    rows[report.clean_line].begins_paragraph = report.begins_paragraph;
  }
  return rows;
}

bool has_doubled_blank(std::string_view line) {
  for (std::size_t at = line.find("  "); at != std::string_view::npos;
       at = line.find("  ", at + 2)) {
    if (at > 0 && ascii::is_alnum(line[at - 1]) && at + 2 < line.size() && line[at + 2] != ' ') {
      return true;
    }
  }
  return false;
}

// Without the first lines of paragraphs, which a change to their marks makes longer.
std::vector<std::string_view> typed_lines_of(const std::vector<Row>& rows) {
  std::vector<std::string_view> lines;
  for (const Row& row : rows) {
    if (!row.begins_paragraph && !row.beside_furniture) lines.push_back(row.text);
  }
  return lines;
}

std::string place_of(const Row& row) { return "p" + std::to_string(row.paragraph.value_or(0)); }

std::string paragraph_name(const Row& row) {
  return "in paragraph " + std::to_string(row.paragraph.value_or(0));
}

class LineFinder {
 public:
  explicit LineFinder(const CleanText& clean)
      : rows_(rows_of(clean)), typed_(typed_lines_of(rows_)) {}

  std::vector<Damage> find() {
    for (std::size_t at = 0; at + 1 < rows_.size(); ++at) judge_break(at);
    // Where nearly all lines are equally long, a machine cut them amid their words.
    // Where blanks are doubled amid sentences, lines are not as wide as they were typed.
    const bool cut_by_machine = exact_ * 10 > breaks_ * 8;
    const bool spaced_out = spaced_ * 10 > rows_.size();
    const bool is_typed =
        breaks_ + kBreaksOfAShortOne - kFewestBreaks >= short_.size() * kBreaksOfAShortOne;
    if (is_typed && !cut_by_machine && !spaced_out) {
      for (const std::size_t at : short_) add_missing_line(at);
    }
    if (!cut_by_machine) {
      for (const std::size_t at : wrong_) add_missing_line(at);
    }
    for (std::size_t at = 0; at < rows_.size(); ++at) judge_end(at);
    return std::move(damage_);
  }

 private:
  void judge_break(std::size_t at) {
    if (has_doubled_blank(rows_[at].text)) ++spaced_;
    const Row& above = rows_[at];
    const Row& below = rows_[at + 1];
    if (!above.paragraph || above.paragraph != below.paragraph || below.begins_paragraph) return;
    if (!is_running_text(above.text) || !is_running_text(below.text)) return;
    if (cannot_stand_behind(last_word(above.text), first_word_of(below.text)) ||
        closes_what_is_not_open(at)) {
      return wrong_.push_back(at);
    }
    if (typed_.width() == 0 || above.beside_furniture) return;
    if (typed_.is_full(above.text, below.text)) {
      ++breaks_;
      if (typed_length(above.text) == typed_.width()) ++exact_;
      return;
    }
    const std::size_t together =
        typed_length(above.text) + 1 + typed_length(first_word_of(below.text));
    const std::size_t room = above.begins_paragraph ? kRoomOfAMark : kRoomLeft;
    // The line above a lost one was full itself, but for the word that had no room.
    const bool was_full = typed_length(above.text) + kLongestWord > typed_.width();
    if (was_full && together + room <= typed_.width() && may_go_on(above.text, below.text)) {
      short_.push_back(at);
    }
  }

  // "… with the DCM that the / reftel) was still valid": the first bracket of the line below closes
  // one that its sentence has not opened.
  bool closes_what_is_not_open(std::size_t at) const {
    const std::string_view below = rows_[at + 1].text;
    const std::size_t bracket = below.find_first_of("()");
    if (bracket == std::string_view::npos || below[bracket] == '(' || bracket == 0) return false;
    // An item of a list, "a)", and "U)" of a portion mark, stand at a line's start.
    const std::size_t blank = below.find_last_of(" (", bracket);
    const std::size_t word = blank == std::string_view::npos ? 0 : blank + 1;
    if (bracket - word < 3) return false;
    if (!ascii::is_lower(below.front())) return false;
    for (std::size_t row = at + 1; row-- > 0 && rows_[row].paragraph == rows_[at].paragraph;) {
      const std::size_t last = rows_[row].text.find_last_of("()");
      if (last != std::string_view::npos) return rows_[row].text[last] == ')';
    }
    return true;
  }

  // Amid a sentence: below stands a small letter, or all is in capitals, and above nothing that
  // ends one.
  static bool may_go_on(std::string_view above, std::string_view below) {
    above = ascii::trim(above);
    below = ascii::trim(below);
    const bool open = ascii::is_alnum(above.back()) || above.back() == ',';
    const bool amid =
        ascii::is_lower(below.front()) ||
        (is_capital_line(above) && is_capital_line(below) && ascii::is_upper(below.front()));
    return open && amid && !has_address(above) && !is_blacked_out(above);
  }

  void add_missing_line(std::size_t at) {
    damage_.push_back({DamageKind::kMissingLine, place_of(rows_[at]),
                       "a line seems to be missing " + paragraph_name(rows_[at]) + " below \"" +
                           std::string(ascii::trim(rows_[at].text)) + '"'});
  }

  // Whether the paragraph ends with this line: the next begins below it, perhaps with its heading.
  bool ends_paragraph(std::size_t at) const {
    if (at + 1 >= rows_.size() || !is_blank_row(rows_[at + 1].text)) return false;
    std::size_t next = at + 2;
    if (next < rows_.size() && rows_[next].begins_paragraph) return true;
    while (next < rows_.size() && !is_blank_row(rows_[next].text)) ++next;
    const bool begins = next + 1 < rows_.size() && rows_[next + 1].begins_paragraph;
    return begins && is_heading(at + 2, next);
  }

  // A line that ends no sentence, with or without a rule below.
  bool is_heading(std::size_t from, std::size_t to) const {
    const bool ruled = to == from + 2 && is_rule_line(ascii::trim(rows_[from + 1].text));
    if (to != from + 1 && !ruled) return false;
    const std::string_view line = ascii::trim(rows_[from].text);
    return std::string_view(".,;!?)\"").find(line.back()) == std::string_view::npos;
  }

  void judge_end(std::size_t at) {
    const Row& row = rows_[at];
    if (!row.paragraph || is_blank_row(row.text)) return;
    if (at + 1 == rows_.size()) return judge_end_of_text(row);
    if (!ends_paragraph(at) || !is_cut(at)) return;
    damage_.push_back({DamageKind::kCutSentence, place_of(row),
                       "the sentence breaks off at the end of paragraph " +
                           std::to_string(*row.paragraph) + ": \"… " +
                           std::string(last_word(row.text)) + '"'});
  }

  bool is_cut(std::size_t at) const {
    const std::string_view line = ascii::trim(rows_[at].text);
    if (!is_running_text(rows_[at].text) || is_capital_line(line) || has_address(line))
      return false;
    if (is_blacked_out(line) || ends_with_end_mark(line)) return false;
    if (is_open(line)) return true;
    const bool quoted = line.ends_with(".Q");  // some posts write Q for a quotation mark
    if (!ascii::is_alpha(line.back()) || quoted || typed_.width() == 0 || at == 0) return false;
    const bool runs_on = is_running_text(rows_[at - 1].text) &&
                         typed_.is_full(rows_[at - 1].text, line) &&
                         rows_[at - 1].paragraph == rows_[at].paragraph;
    return runs_on && typed_length(line) * 100 >= typed_.width() * kNearlyFull;
  }

  void judge_end_of_text(const Row& row) {
    const std::string_view line = ascii::trim(row.text);
    const bool dots = line.ends_with("...") || line.ends_with("\u2026");
    const bool open = is_open(line) && is_running_text(row.text);
    if (!dots && !open) return;
    damage_.push_back({DamageKind::kCutEnd, "end", "the text breaks off"});
  }

  std::vector<Row> rows_;
  TypedLines typed_;
  std::size_t breaks_ = 0;          ///< that are full
  std::size_t spaced_ = 0;          ///< rows with a blank doubled amid a sentence
  std::size_t exact_ = 0;           ///< of them, lines of exactly the width
  std::vector<std::size_t> wrong_;  ///< the lines above breaks that no sentence has
  std::vector<std::size_t> short_;  ///< the lines above those that are not
  std::vector<Damage> damage_;
};

bool has_end_of_summary(const Cable& cable) {
  return ascii::icontains(cable.text, "end summary") ||
         ascii::icontains(cable.text, "end of summary");
}

// A summary without its end mark is no damage by itself (5 % of real cables): that it breaks off
// says that the mark is lost too.
void note_open_summary(std::vector<Damage>& damage, const Cable& cable) {
  if (!cable.summary || has_end_of_summary(cable)) return;
  for (Damage& found : damage) {
    if (found.kind != DamageKind::kCutSentence || found.place != "p1") continue;
    found.kind = DamageKind::kOpenSummary;
    found.detail = "the summary never ends; " + found.detail;
  }
}

}  // namespace

std::vector<Damage> find_lost_lines(const Cable& cable, const CleanText& clean) {
  std::vector<Damage> damage = LineFinder(clean).find();
  note_open_summary(damage, cable);
  return damage;
}

}  // namespace cabled
