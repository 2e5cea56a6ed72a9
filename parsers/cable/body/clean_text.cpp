#include "parsers/cable/body/clean_text.h"

#include <algorithm>
#include <list>

#include "parsers/cable/body/paragraph_order.h"
#include "parsers/cable/body/typed_lines.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/find_page_marks.h"
#include "parsers/telegram/line_kind.h"
#include "parsers/telegram/paged_telegram.h"
#include "parsers/telegram/paper_lines.h"
#include "parsers/telegram/plain_characters.h"
#include "parsers/telegram/rules_and_ends.h"
#include "parsers/telegram/scanner.h"
#include "parsers/telegram/telegram_furniture.h"

namespace cabled {
namespace {

constexpr std::string_view kPageMarker = "page_marker";

bool is_blank_line(std::string_view line) noexcept { return ascii::trim(line).empty(); }

bool closes_sentence(std::string_view line) {
  line = ascii::trim(line);
  return line.empty() || std::string_view(".!?:)\"-=").find(line.back()) != std::string_view::npos;
}

/// A line of the clean text as it is made.
struct MadeLine {
  std::string_view text;
  std::size_t from;  ///< the line of the text that it begins with
  bool opens_block;  ///< a blank line stands above it
};

class Cleaner {
 public:
  /// `text` has plain characters.
  explicit Cleaner(std::string_view text) : text_(text), lines_(split_lines(text)), typed_(lines_) {
    reports_.resize(lines_.size());
    body_ = lines_.size();
  }

  CleanText clean() {
    if (is_paged_telegram(text_)) {
      paper_ = paper_lines(text_);
    } else {
      cut_page_marks();
    }
    for (std::size_t at = 0; at < lines_.size();) at = take(at);
    join_cut_lines();
    return finish();
  }

 private:
  /// Takes markers out of the lines that they stand in; a line that is left empty is furniture.
  void cut_page_marks() {
    std::size_t at = 0;
    for (const PageMarkSpan& mark : find_page_marks(text_)) {
      while (at + 1 < lines_.size() && end_of(at) <= mark.begin) ++at;
      for (std::size_t line = at; line < lines_.size() && begin_of(line) < mark.end; ++line) {
        cut(line, mark);
      }
    }
  }

  std::size_t begin_of(std::size_t line) const noexcept {
    return static_cast<std::size_t>(lines_[line].data() - text_.data());
  }
  std::size_t end_of(std::size_t line) const noexcept {
    return begin_of(line) + lines_[line].size();
  }

  /// Of two markers in one line the second is cut like the first.
  void cut(std::size_t line, const PageMarkSpan& mark) {
    if (lines_[line].empty()) return;
    const std::size_t begin = std::max(mark.begin, begin_of(line)) - begin_of(line);
    const std::size_t end = std::min(mark.end, end_of(line)) - begin_of(line);
    if (end <= begin) return;
    if (rests_.empty() || rests_.back().line != line) rests_.push_back({line, {}, 0});
    Rest& rest = rests_.back();
    add_part(rest.text, lines_[line].substr(rest.copied, begin - rest.copied));
    rest.copied = end;
  }

  static void add_part(std::string& line, std::string_view part) {
    part = ascii::trim(part);
    if (!line.empty() && !part.empty()) line += ' ';
    line += part;
  }

  /// Takes the line at `at`, or the furniture that begins there; returns where the next begins.
  std::size_t take(std::size_t at) {
    if (!paper_.empty()) return take_from_paper(at);
    if (next_rest_ < rests_.size() && rests_[next_rest_].line == at) {
      Rest& rest = rests_[next_rest_++];
      add_part(rest.text, lines_[at].substr(rest.copied));
      if (rest.text.empty()) return drop(at, 1, kPageMarker);
      keep(at, rest.text);
      reports_[at].furniture = kPageMarker;
      return at + 1;
    }
    if (is_blank_line(lines_[at])) {
      ++blanks_;
      return at + 1;
    }
    for (const TelegramFurniture& furniture : telegram_furniture()) {
      const std::size_t size = furniture.size({lines_, at, body_});
      if (size > 0) return drop(at, size, furniture.name);
    }
    keep(at, without_end_blanks(lines_[at]));
    return at + 1;
  }

  /// Of telegrams of the 1970s the whole page says what its lines are.
  std::size_t take_from_paper(std::size_t at) {
    if (paper_[at].mark == PaperMark::kBlank) {
      ++blanks_;
      return at + 1;
    }
    const std::string_view furniture = furniture_name(paper_[at].mark);
    if (!furniture.empty()) return drop(at, 1, furniture);
    keep(at, paper_[at].text);
    return at + 1;
  }

  std::size_t drop(std::size_t at, std::size_t size, std::string_view furniture) {
    for (std::size_t line = at; line < at + size; ++line) reports_[line].furniture = furniture;
    torn_ = true;
    return at + size;
  }

  void keep(std::size_t at, std::string_view line) {
    const auto mark = mark_of(line);
    const bool opens = made_.empty() || mark.has_value() || parts(line);
    LineReport& report = reports_[at];
    report.fate = LineFate::kKept;
    if (mark) {
      order_.begin(mark->number);
      paragraph_ = mark->number;
      body_ = std::min(body_, at);
      report.begins_paragraph = true;
    }
    report.paragraph = paragraph_;
    made_.push_back({line, at, opens});
    blanks_ = 0;
    torn_ = false;
  }

  std::optional<ParagraphMark> mark_of(std::string_view line) const {
    const bool amid = !made_.empty() && blanks_ == 0;
    return order_.mark_of(telegram_core(line), amid ? made_.back().text : std::string_view());
  }

  /// Whether a blank line stands above `line` in the clean text too.
  bool parts(std::string_view line) const {
    if (blanks_ == 0) return false;
    const std::string_view above = made_.back().text;
    if (goes_on(above, line)) return false;
    // The blank lines around a page marker are its own.
    return !torn_ || (closes_sentence(above) && !is_amid_paragraph(above, line));
  }

  /// A sentence that a page broke in two: nothing but prose begins with a small letter.
  bool goes_on(std::string_view above, std::string_view line) const {
    line = ascii::trim(line);
    return paragraph_ && ascii::is_lower(line.front()) && !closes_sentence(above) &&
           typed_length(above) * 2 > typed_.width();
  }

  /// Whether furniture tore a paragraph between two sentences: the line above it is full.
  bool is_amid_paragraph(std::string_view above, std::string_view line) const {
    return paragraph_ && typed_.width() > 0 && typed_.is_full(above, line) &&
           typed_length(above) <= typed_.width() && !is_rule_line(ascii::trim(above)) &&
           ascii::is_alnum(line.front()) && classify_telegram_line(line) == TelegramLine::kNone;
  }

  /// Joins the two parts of a line that something on its page cut: both neighbours show that the
  /// rest of the paragraph is typed full.
  void join_cut_lines() {
    for (std::size_t i = 0; i + 1 < made_.size(); ++i) {
      if (!may_join(i)) continue;
      std::string& joined = joined_.emplace_back(made_[i].text);
      joined += ' ';
      joined += ascii::trim(made_[i + 1].text);
      made_[i].text = joined;
      reports_[made_[i + 1].from].fate = LineFate::kJoined;
      made_[i + 1].text = {};
      ++i;
    }
    std::erase_if(made_, [](const MadeLine& line) { return line.text.empty(); });
  }

  bool may_join(std::size_t i) const {
    const MadeLine& line = made_[i];
    const MadeLine& below = made_[i + 1];
    if (below.opens_block || !reports_[line.from].paragraph) return false;
    if (reports_[below.from].begins_paragraph) return false;
    const bool ends = i + 2 >= made_.size() || made_[i + 2].opens_block;
    const std::string_view next = ends ? std::string_view() : made_[i + 2].text;
    const bool first = line.opens_block || i == 0;
    if (first && ends) return false;
    return typed_.are_one(line.text, below.text, next) &&
           (first || typed_.is_full(made_[i - 1].text, line.text));
  }

  CleanText finish() {
    CleanText clean;
    std::size_t number = 0;
    std::size_t made = 0;
    clean.text.reserve(text_.size());
    for (std::size_t at = 0; at < reports_.size(); ++at) {
      if (made < made_.size() && made_[made].from == at) {
        if (made_[made].opens_block && !clean.text.empty()) {
          clean.text += '\n';
          ++number;
        }
        clean.text += made_[made++].text;
        clean.text += '\n';
        ++number;
      }
      const bool stands = reports_[at].fate != LineFate::kDropped;
      const bool parted = made < made_.size() && made_[made].opens_block && number > 0;
      reports_[at].clean_line = stands ? number - 1 : number + (parted ? 1 : 0);
    }
    clean.lines = std::move(reports_);
    return clean;
  }

  /// What is left of a line that had a page marker in it.
  struct Rest {
    std::size_t line;
    std::string text;
    std::size_t copied;  ///< up to here the line was looked at
  };

  std::string_view text_;
  std::vector<std::string_view> lines_;
  TypedLines typed_;
  std::vector<LineReport> reports_;
  std::vector<PaperLine> paper_;  ///< one for each line, of a telegram of the 1970s alone
  std::vector<Rest> rests_;
  std::size_t next_rest_ = 0;
  std::vector<MadeLine> made_;
  std::list<std::string> joined_;  ///< lines that were two; where each is it stays
  ParagraphOrder order_;
  std::optional<int> paragraph_;
  std::size_t body_ = 0;
  std::size_t blanks_ = 0;  ///< blank lines since the last line made
  bool torn_ = false;       ///< furniture since then
};

/// The same lines without characters that nobody sees, however many line ends these are.
std::string plain_lines(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const std::string_view line : split_lines(text)) {
    std::string plain = plain_characters(line);
    std::ranges::replace(plain, '\n', ' ');
    out += plain;
    out += '\n';
  }
  return out;
}

}  // namespace

CleanText make_clean_text(std::string_view text) {
  const auto is_odd = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (!ascii::any_byte(text, is_odd)) return Cleaner(text).clean();
  const std::string plain = plain_lines(text);
  return Cleaner(plain).clean();
}

}  // namespace cabled
