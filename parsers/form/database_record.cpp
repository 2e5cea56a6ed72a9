#include "parsers/form/database_record.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include "parsers/form/record_row.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/line_kind.h"

namespace cabled {
namespace {

/// A single backslash at a line's end is the drafter's.
constexpr std::ptrdiff_t kFewestBackslashes = 2;
/// Shorter lines come twice in one telegram.
constexpr std::size_t kTellingLine = 8;

bool ends_in_backslash(const LayoutLine& line) noexcept { return line.text.ends_with('\\'); }

void remove_backslashes(Layout& layout) {
  if (std::ranges::count_if(layout.lines, ends_in_backslash) < kFewestBackslashes) return;
  for (LayoutLine& line : layout.lines) {
    if (!ends_in_backslash(line)) continue;
    line.text.remove_suffix(1);
    while (line.text.ends_with(' ')) line.text.remove_suffix(1);
  }
}

/// More rows than these are a list, and no telegram stands there twice.
constexpr std::size_t kMostRowsBesideCopies = 20;

/// "\"VZCZCXRO7742 " on a line of its own.
constexpr std::size_t kLongestTransmission = 24;

using Lines = std::vector<LayoutLine>;

enum class RowShape { kOneLine, kColumnALine };

/// The place of the line of classification and number in [begin, end), be it behind the marks that
/// part columns; `end` for none.
std::size_t find_classification(const Lines& lines, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    std::string_view text = lines[i].text;
    text.remove_prefix(std::min(text.find_first_not_of("\","), text.size()));
    if (classify_telegram_line(text) == TelegramLine::kClassification) return i;
  }
  return end;
}

/// The first line of [begin, end) that a header alone has; `end` for none.
std::size_t find_header(const Lines& lines, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    if (is_header_kind(classify_telegram_line(lines[i].text))) return i;
  }
  return end;
}

std::size_t bytes_of(const Lines& lines, std::size_t begin, std::size_t end) {
  std::size_t bytes = 0;
  for (std::size_t i = begin; i < end; ++i) bytes += lines[i].text.size();
  return bytes;
}

/// Whether the row at `row` is all that parts an excerpt from the telegram that it is of, which
/// cannot be made one: without the row the one would flow into the other.
bool parts_excerpt(const Lines& lines, std::size_t row) {
  const std::size_t below = find_classification(lines, row, lines.size());
  if (below == lines.size()) return false;
  const std::size_t above = find_classification(lines, 0, row);
  return above < row && ascii::trim(lines[above].text) != ascii::trim(lines[below].text);
}

/// The same of the header that a publisher shows in a box of its own and the same header again.
bool parts_headers(const Lines& lines, std::size_t row) {
  const std::size_t below = find_classification(lines, row, lines.size());
  if (below == lines.size() || find_classification(lines, 0, row) < row) return false;
  const std::size_t header = find_header(lines, row, below);
  if (header == below || ascii::trim(lines[header].text).size() < kTellingLine) return false;
  return std::any_of(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(row),
                     [&](const LayoutLine& line) {
                       return line.element != lines[header].element &&
                              ascii::trim(line.text) == ascii::trim(lines[header].text);
                     });
}

/// Whether what the only row parts stays, and the row with it. A row on one line, with the marks
/// between its columns, says itself that it is none of the telegram's.
bool parts_what_stays(const Lines& lines, std::size_t row, RowShape shape) {
  return parts_excerpt(lines, row) ||
         (shape == RowShape::kColumnALine && parts_headers(lines, row));
}

/// Of a telegram that stands above and below the row that was at `row`: takes out the poorer copy,
/// or the header that comes once more. Returns the lines that went.
int keep_better_copy(Lines& lines, std::size_t row) {
  const std::size_t below = find_classification(lines, row, lines.size());
  if (below == lines.size()) return 0;
  const std::size_t above = find_classification(lines, 0, row);
  const std::size_t header_below = find_header(lines, row, below);
  const std::size_t size = lines.size();
  const auto erase = [&](std::size_t begin, std::size_t end) {
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                lines.begin() + static_cast<std::ptrdiff_t>(end));
    return static_cast<int>(size - lines.size());
  };
  if (above < row) {
    if (ascii::trim(lines[above].text) != ascii::trim(lines[below].text)) return 0;
    if (bytes_of(lines, above, row) > bytes_of(lines, below, size)) return erase(row, size);
    const bool has_header = header_below < below;
    return erase(has_header ? std::min(find_header(lines, 0, row), above) : above, row);
  }
  const std::string_view first =
      header_below < below ? ascii::trim(lines[header_below].text) : std::string_view();
  if (first.size() < kTellingLine) return 0;
  for (std::size_t i = 0; i < row; ++i) {
    if (ascii::trim(lines[i].text) == first) return erase(i, row);
  }
  return 0;
}

/// "COPY cable (id, …) FROM stdin;" above the rows of a dump.
bool is_copy_statement(std::string_view line) noexcept {
  return line.starts_with("COPY ") && ascii::icontains(line, " from stdin");
}

/// Walks over the lines of a page and leaves its rows out.
class RowRemover {
 public:
  explicit RowRemover(Lines& lines) : lines_(lines) {}

  /// The facts of the rows; the lines are as they were when there is none.
  std::vector<RecordFacts> remove() {
    for (std::size_t i = 0; i < lines_.size();) {
      auto row = read_record_row(lines_, i);
      if (!row) {
        if (!rows_.empty()) keep(lines_[i]);
        ++i;
        continue;
      }
      if (rows_.empty()) {
        kept_.assign(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(i));
      }
      if (!kept_.empty() && is_copy_statement(kept_.back().text)) kept_.pop_back();
      rows_.push_back(kept_.size());
      if (row->end > i + 1) shape_ = RowShape::kColumnALine;
      before_body_ = row->by_tabs;
      LayoutLine rest = lines_[row->end - 1];
      rest.text = row->rest;
      // The quotation mark that opened the last column; a header that lost its breaks needs it.
      const bool is_header =
          rest.text.starts_with("\"VZCZC") && rest.text.size() > kLongestTransmission;
      const bool quoted = rest.text.starts_with('"') || rest.text.starts_with('\'');
      if (quoted && !is_header) rest.text.remove_prefix(1);
      if (!rest.text.empty()) keep(rest);
      facts_.push_back(std::move(row->facts));
      i = row->end;
    }
    if (!rows_.empty()) lines_ = std::move(kept_);
    return std::move(facts_);
  }

  /// Where the rows stood in the lines that are left.
  const std::vector<std::size_t>& rows() const noexcept { return rows_; }

  RowShape shape() const noexcept { return shape_; }

 private:
  void keep(LayoutLine line) {
    const std::size_t tab = before_body_ ? line.text.find('\t') : std::string_view::npos;
    if (tab != std::string_view::npos) {
      before_body_ = false;
      LayoutLine header = line;
      header.text = line.text.substr(0, tab);
      if (!ascii::trim(header.text).empty()) kept_.push_back(header);
      line.text.remove_prefix(tab + 1);
    }
    kept_.push_back(line);
  }

  Lines& lines_;
  Lines kept_;
  std::vector<std::size_t> rows_;
  std::vector<RecordFacts> facts_;
  RowShape shape_ = RowShape::kOneLine;
  bool before_body_ = false;  ///< a tab is still to come
};

}  // namespace

std::vector<RecordFacts> take_out_records(Layout& layout, std::map<std::string, int>& removed) {
  remove_backslashes(layout);
  const Lines before = layout.lines;
  RowRemover remover(layout.lines);
  std::vector<RecordFacts> facts = remover.remove();
  if (facts.empty()) return facts;
  if (facts.size() == 1 &&
      parts_what_stays(layout.lines, remover.rows().front(), remover.shape())) {
    layout.lines = before;
    return facts;
  }
  removed["database_row"] = static_cast<int>(facts.size());
  // From the last on, so that the places of those above stay.
  const std::vector<std::size_t> rows(remover.rows().rbegin(), remover.rows().rend());
  if (rows.size() > kMostRowsBesideCopies) return facts;
  for (const std::size_t row : rows) {
    const int copy = keep_better_copy(layout.lines, row);
    if (copy > 0) removed["second_copy"] += copy;
  }
  return facts;
}

}  // namespace cabled
