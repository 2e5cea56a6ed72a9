#include "parsers/cable/damage/lost_lines.h"

#include <algorithm>
#include <bitset>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/cable/body/typed_lines.h"
#include "parsers/cable/damage/line_joints.h"
#include "parsers/cable/damage/open_summary.h"
#include "parsers/cable/damage/sentence_scraps.h"
#include "parsers/cable/damage/text_rows.h"
#include "parsers/cable/damage/word_order.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/rules_and_ends.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

// So many breaks must be full for one that is not: a drafter who breaks lines by hand does so more
// often.
constexpr std::size_t kFewestBreaks = 8;
constexpr std::size_t kBreaksOfAShortOne = 25;

constexpr std::size_t kLongestWord = 20;

// The telegraph printed 69 columns, some posts 72 or 80.
constexpr std::size_t kWidestTyped = 84;

// So much room must be left behind the next word: on real pages all breaks that are not full but
// for lost lines are so by one column at most, where a few lines hang over by a full stop.
constexpr std::size_t kRoomLeft = 2;
// One column is enough where all other breaks are full, and so many that no blank was left at each
// line's end (one break in 25 would show it). Of more, one is not full for a letter that is lost.
constexpr std::size_t kRoomInStrictOnes = 1;
constexpr std::size_t kFewestBreaksOfAStrictOne = 25;
constexpr std::size_t kMostBreaksOfAStrictOne = 100;
// The first line of a paragraph is as wide as its mark, which publishers change by a sign or two.
constexpr std::size_t kRoomOfAMark = 3;

// A sentence that ends without a full stop seldom ends on a line as long as this share of a full
// one, in percent.
constexpr std::size_t kNearlyFull = 85;

/// A break between two lines of a paragraph, as wide as they were typed.
struct LineBreak {
  std::size_t row;  ///< of the line above
  std::size_t above;
  std::size_t together;  ///< with the first word of the line below
  bool begins_paragraph;

  /// Columns that the word leaves where there was room for it.
  std::optional<std::size_t> room(std::size_t width) const {
    return together <= width ? std::optional(width - together) : std::nullopt;
  }
};

class LineFinder {
 public:
  explicit LineFinder(const CleanText& clean)
      : rows_(rows_of(clean)), typed_(typed_lines_of(rows_)) {}

  std::vector<Damage> find() {
    for (std::size_t at = 0; at + 1 < rows_.size(); ++at) look_at_break(at);
    width_ = fitted_width();
    for (const LineBreak& line_break : breaks_) judge(line_break);
    // Where nearly all lines are equally long, a machine cut them amid their words.
    const bool cut_by_machine = exact_ * 10 > full_ * 8;
    const bool is_typed =
        full_ + kBreaksOfAShortOne - kFewestBreaks >= short_.size() * kBreaksOfAShortOne;
    if (is_strict()) short_ = nearly_full_;
    if (is_typed && !cut_by_machine && !short_.empty() && !is_spaced_out()) {
      for (const std::size_t at : short_) add_missing_line(at);
    }
    if (!cut_by_machine) {
      for (const std::size_t at : wrong_) add_missing_line(at);
    }
    for (std::size_t at = 0; at < rows_.size(); ++at) judge_end(at);
    return std::move(damage_);
  }

 private:
  void look_at_break(std::size_t at) {
    const TextRow& above = rows_[at];
    const TextRow& below = rows_[at + 1];
    if (!above.paragraph || above.paragraph != below.paragraph || below.begins_paragraph) return;
    if (!above.is_running || !below.is_running) return;
    const std::string_view next = first_word_of(below.text);
    if (cannot_stand_behind(last_word(above.text), next) || closes_what_is_not_open(at) ||
        is_scrap(above.text, below.text) || leaves_bracket_open(above.text, below.text)) {
      return wrong_.push_back(at);
    }
    if (typed_.width() == 0 || above.beside_furniture) return;
    const std::size_t length = typed_length(above.text);
    breaks_.push_back({at, length, length + 1 + typed_length(next), above.begins_paragraph});
  }

  bool is_amid_sentence(const LineBreak& line_break) const {
    return may_go_on(rows_[line_break.row].text, rows_[line_break.row + 1].text);
  }

  // Where blanks are doubled amid sentences, lines are not as wide as they were typed.
  bool is_spaced_out() const {
    const auto spaced = std::count_if(rows_.begin(), rows_.end() - 1, [](const TextRow& row) {
      return has_doubled_blank(row.text);
    });
    return static_cast<std::size_t>(spaced) * 10 > rows_.size();
  }

  // The greatest length of a line that the breaks agree with, but for one in fifty and one more: a
  // line was as wide as its telegram's longest, unless something was put into that.
  std::size_t fitted_width() const {
    std::bitset<kWidestTyped + 1> lengths;
    for (const LineBreak& each : breaks_) {
      if (!each.begins_paragraph && each.above <= kWidestTyped) lengths.set(each.above);
    }
    for (std::size_t width = kWidestTyped; width > typed_.width(); --width) {
      if (lengths.test(width) && leave_no_room(width)) return width;
    }
    return typed_.width();
  }

  bool leave_no_room(std::size_t width) const {
    std::size_t may_leave = 1 + breaks_.size() / 50;
    return std::ranges::all_of(breaks_, [&](const LineBreak& each) {
      const bool leaves = each.room(width).value_or(0) >= kRoomLeft && is_amid_sentence(each);
      return !leaves || may_leave-- > 0;
    });
  }

  void judge(const LineBreak& line_break) {
    const auto room = line_break.room(width_);
    longest_ = std::max(longest_, line_break.begins_paragraph ? 0 : line_break.above);
    if (!room) {
      ++full_;
      if (line_break.above == width_) ++exact_;
      return;
    }
    // The line above a lost one was full itself, but for the word that had no room.
    if (line_break.above + kLongestWord <= width_ || !is_amid_sentence(line_break)) return;
    if (*room >= (line_break.begins_paragraph ? kRoomOfAMark : kRoomLeft)) {
      return short_.push_back(line_break.row);
    }
    const bool one_left = *room == kRoomInStrictOnes && !line_break.begins_paragraph;
    if (one_left) return nearly_full_.push_back(line_break.row);
    ++hanging_;
  }

  // Whether all breaks but one are full, so that the one column left at that one tells.
  bool is_strict() const {
    const bool alone = nearly_full_.size() == 1 && short_.empty() && hanging_ == 0;
    const bool counts = full_ >= kFewestBreaksOfAStrictOne && full_ <= kMostBreaksOfAStrictOne;
    return alone && counts && exact_ > 0 && longest_ <= width_;
  }

  // "… with the DCM that the / reftel) was still valid": the first bracket of the line below closes
  // one that its sentence has not opened.
  bool closes_what_is_not_open(std::size_t at) const {
    const std::string_view below = rows_[at + 1].text;
    const auto is_bracket = [](char c) { return (c == '(') | (c == ')'); };
    const std::size_t bracket = ascii::find_byte(below, 0, is_bracket);
    if (bracket == below.size() || below[bracket] == '(' || bracket == 0) return false;
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
    const TextRow& row = rows_[at];
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
    const bool open = is_open(line);
    // Nearly all paragraphs end with a full stop, and that is seen first.
    if (!open && !ascii::is_alpha(line.back())) return false;
    if (!is_running_text(rows_[at].text) || is_capital_line(line) || has_address(line))
      return false;
    if (is_blacked_out(line) || ends_with_end_mark(line)) return false;
    if (open) return true;
    const bool quoted = line.ends_with(".Q");  // some posts write Q for a quotation mark
    if (quoted || typed_.width() == 0 || at == 0) return false;
    const bool runs_on = is_running_text(rows_[at - 1].text) &&
                         typed_.is_full(rows_[at - 1].text, line) &&
                         rows_[at - 1].paragraph == rows_[at].paragraph;
    return runs_on && typed_length(line) * 100 >= typed_.width() * kNearlyFull;
  }

  void judge_end_of_text(const TextRow& row) {
    const std::string_view line = ascii::trim(row.text);
    const bool dots = line.ends_with("...") || line.ends_with("\u2026");
    const bool open = is_open(line) && is_running_text(row.text);
    if (!dots && !open) return;
    damage_.push_back({DamageKind::kCutEnd, "end", "the text breaks off"});
  }

  std::vector<TextRow> rows_;
  TypedLines typed_;
  std::vector<LineBreak> breaks_;
  std::size_t width_ = 0;
  std::size_t full_ = 0;                  ///< breaks that are
  std::size_t exact_ = 0;                 ///< of the full ones, lines of exactly the width
  std::size_t longest_ = 0;               ///< characters of a line above a break
  std::size_t hanging_ = 0;               ///< breaks that would be full but for the last column
  std::vector<std::size_t> nearly_full_;  ///< the lines above breaks that leave one column
  std::vector<std::size_t> wrong_;        ///< the lines above breaks that no sentence has
  std::vector<std::size_t> short_;        ///< the lines above those that are not
  std::vector<Damage> damage_;
};

}  // namespace

std::vector<Damage> find_lost_lines(const Cable& cable, const CleanText& clean) {
  std::vector<Damage> damage = LineFinder(clean).find();
  note_open_summary(damage, cable);
  return damage;
}

}  // namespace cabled
