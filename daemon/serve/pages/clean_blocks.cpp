#include "daemon/serve/pages/clean_blocks.h"

#include <algorithm>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/telegram/line_kind.h"

namespace cabled::serve {
namespace {

// Blanks within a line that make a column; two follow a full stop.
constexpr std::string_view kColumn = "    ";

std::vector<CleanLine> lines_of(const CleanText& clean) {
  std::vector<CleanLine> lines;
  for (std::size_t begin = 0; begin < clean.text.size();) {
    const std::size_t end = std::min(clean.text.find('\n', begin), clean.text.size());
    lines.push_back({begin, end, {}, {}});
    begin = end + 1;
  }
  for (std::size_t sent = 0; sent < clean.lines.size() && !lines.empty(); ++sent) {
    const LineReport& report = clean.lines[sent];
    CleanLine& line = lines[std::min(report.clean_line, lines.size() - 1)];
    line.sent_lines.push_back(sent + 1);
    if (report.begins_paragraph) line.begins_paragraph = report.paragraph;
  }
  return lines;
}

bool is_head_line(std::string_view line) {
  const TelegramLine kind = classify_telegram_line(line);
  switch (kind) {
    case TelegramLine::kTags:
    case TelegramLine::kSubject:
    case TelegramLine::kReference:
    case TelegramLine::kExecutiveOrder:
    case TelegramLine::kPass:
    case TelegramLine::kSipdis:
    case TelegramLine::kCaption:
    case TelegramLine::kClassification:
    case TelegramLine::kAction:
      return true;
    default:
      return is_header_kind(kind);
  }
}

class Grouping {
 public:
  Grouping(const CleanText& clean, const std::vector<std::string_view>& headings)
      : text_(clean.text), headings_(headings) {}

  std::vector<CleanBlock> run(std::vector<CleanLine> lines) {
    for (CleanLine& line : lines) take(std::move(line));
    close();
    return std::move(blocks_);
  }

 private:
  std::string_view words(const CleanLine& line) const {
    return text_.substr(line.begin, line.end - line.begin);
  }

  void take(CleanLine line) {
    const std::string_view trimmed = ascii::trim(words(line));
    if (trimmed.empty()) {
      close();
      // The lines that it stands for are found at the next one.
      waiting_.insert(waiting_.end(), line.sent_lines.begin(), line.sent_lines.end());
      return;
    }
    line.sent_lines.insert(line.sent_lines.begin(), waiting_.begin(), waiting_.end());
    waiting_.clear();
    const bool is_heading = !in_head_ && std::ranges::find(headings_, trimmed) != headings_.end();
    if (line.begins_paragraph || is_heading) close();
    if (line.begins_paragraph) in_head_ = false;
    open_.lines.push_back(std::move(line));
    if (!is_heading) return;
    open_.kind = CleanBlockKind::kHeading;
    close();
  }

  void close() {
    if (open_.lines.empty()) return;
    open_.paragraph = open_.lines.front().begins_paragraph;
    if (open_.kind != CleanBlockKind::kHeading) open_.kind = kind_of_open();
    blocks_.push_back(std::exchange(open_, {}));
  }

  CleanBlockKind kind_of_open() {
    if (in_head_) {
      in_head_ = std::ranges::any_of(
          open_.lines, [&](const CleanLine& line) { return is_head_line(words(line)); });
      if (in_head_) return CleanBlockKind::kHead;
    }
    const auto columns = std::ranges::count_if(open_.lines, [&](const CleanLine& line) {
      return ascii::trim(words(line)).find(kColumn) != std::string_view::npos;
    });
    return columns >= 2 ? CleanBlockKind::kLayout : CleanBlockKind::kProse;
  }

  std::string_view text_;
  const std::vector<std::string_view>& headings_;
  std::vector<CleanBlock> blocks_;
  CleanBlock open_;
  std::vector<std::size_t> waiting_;
  bool in_head_ = true;
};

}  // namespace

std::vector<CleanBlock> clean_blocks(const CleanText& clean,
                                     const std::vector<std::string_view>& headings) {
  return Grouping(clean, headings).run(lines_of(clean));
}

}  // namespace cabled::serve
