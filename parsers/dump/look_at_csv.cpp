#include "parsers/dump/look_at_csv.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parsers/dump/csv_columns.h"
#include "parsers/dump/csv_sample.h"
#include "parsers/dump/csv_values.h"
#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

using Columns = std::vector<DumpRow::Column>;
using Escapes = CsvLayout::Escapes;

constexpr std::array<char, 4> kDelimiters{',', ';', '\t', '|'};
constexpr std::size_t kSampleRows = 4;
constexpr std::string_view kHint = "; hint: --columns says what they hold";

/// The delimiter of a line "sep=;" in front of all.
std::optional<char> named_delimiter(std::string_view line) {
  line = ascii::trim(line.substr(0, 16));
  if (line.starts_with('"') && line.ends_with('"') && line.size() > 2) {
    line = line.substr(1, line.size() - 2);
  }
  if (line == "sep=") return '\t';  // trimmed off
  if (!ascii::istarts_with(line, "sep=") || line.size() != 5) return std::nullopt;
  return line.back();
}

/// Where the bytes stand that are looked at, and what is known of them before any row is.
struct Head {
  std::string_view rows;
  std::size_t rows_at = 0;
  char line_end = '\n';
  std::optional<char> delimiter;
};

Head head_of(std::string_view bytes) {
  Head head;
  const std::size_t all = bytes.size();
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  bytes.remove_prefix(std::min(bytes.find_first_not_of(" \r\n"), bytes.size()));
  if (bytes.find('\n') == bytes.npos && bytes.find('\r') != bytes.npos) head.line_end = '\r';
  const std::size_t end = std::min(bytes.find(head.line_end), bytes.size());
  head.delimiter = named_delimiter(bytes.substr(0, end));
  if (head.delimiter) bytes.remove_prefix(std::min(end + 1, bytes.size()));
  head.rows = bytes;
  head.rows_at = all - bytes.size();
  return head;
}

/// Whether a column begins with a quote in the first two lines.
bool has_quotes(std::string_view rows, char delimiter, char line_end) {
  const std::size_t first = std::min(rows.find(line_end), rows.size());
  const std::size_t second = std::min(rows.find(line_end, first + 1), rows.size());
  bool at_start = true;
  for (const char c : rows.substr(0, second)) {
    if (c == '"' && at_start) return true;
    if (c != ' ') at_start = c == delimiter || c == line_end || c == '\r';
  }
  return false;
}

/// Whether a row is names and no values.
bool holds_names(const SampleRow& row) {
  static constexpr std::size_t kLongestName = 40;
  return std::ranges::all_of(row.cells, [](const std::string& cell) {
    return cell.size() <= kLongestName && cell.find('\n') == cell.npos && !is_row_number(cell) &&
           !is_row_date(cell) && !is_row_reference(cell);
  });
}

bool has_lines(const std::string& cell) { return cell.find('\n') != cell.npos; }

/// A look at the rows as they are with one delimiter.
class DelimiterLook {
 public:
  DelimiterLook(const Head& head, char delimiter) : head_(head) {
    layout_.delimiter = delimiter;
    layout_.line_end = head.line_end;
    if (!has_quotes(head.rows, delimiter, head.line_end)) {
      layout_.escapes = delimiter == '\t' || delimiter == '|' ? Escapes::kLines : Escapes::kDoubled;
    } else {
      layout_.escapes = sample_escapes(head.rows, delimiter, Escapes::kDoubled);
    }
    rows_ = sample_rows(head.rows, layout_, kSampleRows);
  }

  CsvLook with_columns(const Columns& columns) {
    if (rows_.empty() || rows_.front().cells.size() != columns.size()) return {};
    return understood(columns, holds_names(rows_.front()) ? rows_.front().end : 0);
  }

  CsvLook by_names() {
    if (rows_.empty() || rows_.front().cells.size() < 2 || !holds_names(rows_.front())) return {};
    const SampleRow& first = rows_.front();
    if (auto columns = columns_of_names(first.cells)) {
      return understood(std::move(*columns), first.end);
    }
    const std::size_t known = known_names(first.cells);
    if (known < 3 || known * 2 < first.cells.size()) return {};
    return {{}, "line 1: no column of text among those named there" + std::string(kHint)};
  }

  /// The eight columns of the dump, be the first row of them damaged.
  CsvLook by_first_columns() {
    CsvLayout layout = layout_;
    if (!begins_like_row(head_.rows.substr(0, 160), layout)) return {};
    const std::size_t wanted = layout.columns.size();
    const bool has_others =
        rows_.size() > 1 && std::ranges::none_of(rows_, [&](const SampleRow& row) {
          return row.cells.size() == wanted;
        });
    if (has_others && rows_[0].cells.size() == rows_[1].cells.size()) return refused();
    if (layout.escapes != Escapes::kLines) {
      // The dump itself escapes with backslashes, and it has commas.
      const bool is_classic = layout.delimiter == ',' && !head_.delimiter;
      layout.escapes = sample_escapes(head_.rows, layout.delimiter,
                                      is_classic ? Escapes::kBackslash : Escapes::kDoubled);
    }
    layout.rows_at = head_.rows_at;
    return {std::move(layout), ""};
  }

  /// A table of something, which no page looks like.
  CsvLook by_look() const {
    if (rows_.empty() || rows_.front().cells.size() < 3) return {};
    const std::size_t width = rows_.front().cells.size();
    const bool is_even =
        std::ranges::all_of(rows_, [&](const SampleRow& row) { return row.cells.size() == width; });
    const bool is_quoted = std::ranges::any_of(rows_, [](const SampleRow& row) {
      return row.quoted >= 2 || (row.quoted > 0 && std::ranges::any_of(row.cells, has_lines));
    });
    const bool is_long = rows_.size() == kSampleRows && width >= 4;
    if (!is_even || (!is_quoted && !is_long)) return {};
    return refused();
  }

 private:
  CsvLook understood(Columns columns, std::size_t behind) {
    CsvLayout layout = layout_;
    layout.columns = std::move(columns);
    layout.rows_at = head_.rows_at + behind;
    return {std::move(layout), ""};
  }

  CsvLook refused() const {
    return {{},
            "line 1: a table of " + std::to_string(rows_.front().cells.size()) +
                " columns without the names of known ones" + std::string(kHint)};
  }

  const Head& head_;
  CsvLayout layout_;
  std::vector<SampleRow> rows_;
};

}  // namespace

CsvLook look_at_csv(std::string_view bytes, const Columns& columns) {
  const Head head = head_of(bytes);
  if (head.rows.empty() || std::string_view("<{[").find(head.rows.front()) != bytes.npos) return {};
  std::vector<DelimiterLook> looks;
  for (const char delimiter : kDelimiters) {
    if (!head.delimiter) looks.emplace_back(head, delimiter);
  }
  if (head.delimiter) looks.emplace_back(head, *head.delimiter);
  CsvLook refused;
  const auto tried = [&](auto look_one) {
    for (DelimiterLook& look : looks) {
      CsvLook found = look_one(look);
      if (found.layout) return std::optional(std::move(found));
      if (refused.refusal.empty()) refused.refusal = std::move(found.refusal);
    }
    return std::optional<CsvLook>();
  };
  if (!columns.empty()) {
    const auto by_order = [&](DelimiterLook& look) { return look.with_columns(columns); };
    if (auto found = tried(by_order)) return *found;
  }
  if (auto found = tried([](DelimiterLook& look) { return look.by_names(); })) return *found;
  if (auto found = tried([](DelimiterLook& look) { return look.by_first_columns(); })) {
    return *found;
  }
  if (auto found = tried([](DelimiterLook& look) { return look.by_look(); })) return *found;
  if (refused.refusal.empty() && head.delimiter) {
    refused.refusal = "line 1: names a delimiter, but no table follows";
  }
  return refused;
}

}  // namespace cabled
