#include "parsers/telegram/paged_telegram.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "parsers/model/ascii.h"
#include "parsers/telegram/paper_lines.h"
#include "parsers/telegram/paragraph_mark.h"
#include "parsers/telegram/scanner.h"
#include "parsers/telegram/usual_head.h"

namespace cabled {
namespace {

// Drafting and clearances take a hundred lines at most.
constexpr std::size_t kMostLinesAboveRelay = 200;

// What a drafter leaves free at the end of a full line; a shorter line was ended on purpose.
constexpr std::size_t kRaggedEdge = 12;

// The first lines say whether a telegram was printed on such pages.
constexpr std::size_t kLinesBeforeHead = 12;

bool begins_distribution(std::string_view line) {
  return line.starts_with("ACTION ") || line.starts_with("ORIGIN ");
}

// "---------------------     008361", "------------------051730Z 012345 /20": of the relay, and on
// no telegram after 1979 together with pages.
bool is_dash_line(std::string_view line) {
  line = ascii::trim(line);
  return line.starts_with("----------") && std::ranges::count_if(line, ascii::is_digit) >= 6;
}

// Gathers the lines that are kept.
class Assembler {
 public:
  explicit Assembler(std::vector<PaperLine> lines) : lines_(std::move(lines)) {
    for (const PaperLine& line : lines_) {
      if (line.mark == PaperMark::kText) width_ = std::max(width_, line.text.size());
    }
    constexpr std::size_t kTeleprinterWidth = 72;
    width_ = std::min(width_, kTeleprinterWidth);
  }

  PagedTelegram assemble() {
    for (const PaperLine& line : lines_) take(line);
    return {std::move(text_), {}, 0, first_page_};
  }

 private:
  void take(const PaperLine& line) {
    if (line.mark == PaperMark::kText) {
      if (!text_.empty() && needs_blank(line.text)) text_ += '\n';
      text_ += line.text;
      text_ += '\n';
      last_ = line.text;
      blank_ = broken_ = false;
      if (!head_ended_ && is_serial_line(ascii::trim(line.text))) head_ended_ = true;
      const auto mark = paragraph_mark_at(ascii::trim(line.text), 0);
      if (mark && mark->number == last_number_ + 1) last_number_ = mark->number;
      return;
    }
    if (line.mark == PaperMark::kPage && !std::exchange(seen_page_, true)) {
      if (auto read = read_page_line(ascii::trim(line.text), Strictness::kTolerant)) {
        first_page_ = std::move(read->mark);
      }
    }
    (line.mark == PaperMark::kBlank ? blank_ : broken_) = true;
  }

  // Of the blank lines where a page ends none tells whether a paragraph ends there too.
  bool needs_blank(std::string_view next) const {
    if (!broken_) return blank_;
    if (!head_ended_) return is_serial_line(ascii::trim(next));
    next = ascii::trim(next);
    if (begins_label(next)) return true;
    if (const auto mark = expected_paragraph_mark(next, last_number_ + 1)) return true;
    const std::size_t word = words::first(next).size();
    return last_.size() + 1 + word + kRaggedEdge <= width_ && !last_number_;
  }

  std::vector<PaperLine> lines_;
  std::string text_;
  PageMark first_page_{};
  std::string_view last_;
  std::size_t width_ = 0;
  int last_number_ = 0;
  bool blank_ = false;
  bool broken_ = false;
  bool seen_page_ = false;
  bool head_ended_ = false;
};

}  // namespace

bool is_paged_telegram(std::string_view text) {
  if (text.find("PAGE") == std::string_view::npos) return false;
  if (text.find("----------") == std::string_view::npos) return false;
  std::size_t seen = 0;
  bool begun = false;
  for (std::size_t at = 0; at < text.size() && seen < kMostLinesAboveRelay;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = ascii::trim(text.substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    ++seen;
    if (!begun) begun = begins_distribution(line) || line.starts_with("PAGE ");
    if (!begun && seen > kLinesBeforeHead) return false;
    if (begun && is_dash_line(line)) return true;
  }
  return false;
}

std::optional<PagedTelegram> read_paged_telegram(std::string_view text) {
  if (!is_paged_telegram(text)) return std::nullopt;
  PagedTelegram telegram = Assembler(paper_lines(text)).assemble();
  UsualHead usual = with_usual_head(telegram.text);
  telegram.usual = std::move(usual.text);
  telegram.body = usual.body;
  return telegram;
}

}  // namespace cabled
