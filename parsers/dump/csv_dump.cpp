#include "parsers/dump/csv_dump.h"

#include <algorithm>
#include <utility>

namespace cabled {
namespace {

// A row's start is told by its first short columns; no more of a skipped line is kept.
constexpr std::size_t kLineLook = 160;

/// Where the text of a quoted column is broken by a quote or, where it counts, a backslash.
class QuotedRun {
 public:
  QuotedRun(std::string_view bytes, bool has_escapes)
      : bytes_(bytes),
        quote_(next('"', 0)),
        backslash_(has_escapes ? next('\\', 0) : bytes.size()) {}

  // Each byte is looked at once for each of the two, wherever they stand.
  std::size_t end(std::size_t at) {
    if (quote_ < at) quote_ = next('"', at);
    if (backslash_ < at) backslash_ = next('\\', at);
    return std::min(quote_, backslash_);
  }

 private:
  std::size_t next(char mark, std::size_t at) const {
    return std::min(bytes_.find(mark, at), bytes_.size());
  }

  std::string_view bytes_;
  std::size_t quote_;
  std::size_t backslash_;
};

}  // namespace

void CsvDumpReader::push(std::string_view bytes) {
  QuotedRun run(bytes, layout_.escapes == CsvLayout::Escapes::kBackslash);
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (state_ == State::kQuoted) {
      // Nearly all of a dump is text in quotes: it is taken in runs, not byte by byte.
      const std::size_t room = max_row_ - size_;
      const std::size_t count = std::min(run.end(at) - at, room);
      row_.columns[layout_.columns[column_]] += bytes.substr(at, count);
      size_ += count;
      at += count;
      position_ += count;
      if (at == bytes.size()) return;
    }
    take(bytes[at++]);
    ++position_;
  }
}

void CsvDumpReader::finish() {
  switch (state_) {
    case State::kStart:
      if (column_ == 0) return;
      damage("the dump ends inside of a row");
      finish();
      return;
    case State::kBare:
    case State::kQuoteSeen:
    case State::kBehindQuote:
      end_column();
      end_row(position_);
      return;
    case State::kQuoted:
    case State::kEscaped:
      damage("the dump ends inside of quotes");
      [[fallthrough]];
    case State::kSkipping:
      row_.length = position_ - row_.offset;
      ready_.push_back(std::move(row_));
      begin_row(position_);
  }
}

std::optional<DumpRow> CsvDumpReader::next() {
  if (ready_.empty()) return std::nullopt;
  DumpRow row = std::move(ready_.front());
  ready_.pop_front();
  return row;
}

void CsvDumpReader::take(char c) {
  if (state_ != State::kSkipping && size_ >= max_row_) damage("row is too long");
  switch (state_) {
    case State::kStart:
      start_column(c);
      break;
    case State::kBare:
      in_bare_column(c);
      break;
    case State::kQuoted:
      state_ = c == '\\' && layout_.escapes == CsvLayout::Escapes::kBackslash ? State::kEscaped
                                                                              : State::kQuoteSeen;
      break;
    case State::kEscaped:
      escaped(c);
      break;
    case State::kQuoteSeen:
      quote_seen(c);
      break;
    case State::kBehindQuote:
      end_of_column(c);
      break;
    case State::kSkipping:
      skip(c);
      break;
  }
}

void CsvDumpReader::add(char c) {
  row_.columns[layout_.columns[column_]] += c;
  ++size_;
}

void CsvDumpReader::start_column(char c) {
  if (column_ == 0 && (c == '\n' || c == '\r')) {
    row_.offset = position_ + 1;  // an empty line is no row
  } else if (c == '"' && !has_lines()) {
    state_ = State::kQuoted;
  } else if (c != ' ') {
    state_ = State::kBare;
    take(c);
  }
}

void CsvDumpReader::in_bare_column(char c) {
  if (c == layout_.delimiter || c == layout_.line_end) {
    end_of_column(c);
  } else if (has_lines() && c == '\\') {
    state_ = State::kEscaped;
  } else if (c == '"' && !has_lines()) {
    damage("quote inside of a bare column");
  } else {
    add(c);
  }
}

void CsvDumpReader::escaped(char c) {
  if (!has_lines()) {
    state_ = State::kQuoted;
    add(c);
    return;
  }
  state_ = State::kBare;
  if (c == 'N' && row_.columns[layout_.columns[column_]].empty()) return;  // \N: no value
  static constexpr std::string_view kLetters = "ntr0";
  static constexpr std::string_view kMeant = "\n\t\r ";
  const std::size_t letter = kLetters.find(c);
  add(letter == kLetters.npos ? c : kMeant[letter]);
}

/// What may follow a quote: the second half of a doubled one, or the column's end.
void CsvDumpReader::quote_seen(char c) {
  if (c == '"') {
    add(c);
    state_ = State::kQuoted;
  } else {
    end_of_column(c);
  }
}

void CsvDumpReader::end_of_column(char c) {
  if (c == layout_.delimiter) {
    end_column();
    if (column_ == layout_.columns.size()) {
      damage("row has more than " + std::to_string(column_) + " columns");
    }
  } else if (c == layout_.line_end) {
    end_column();
    end_row(position_ + 1);
  } else if (c == ' ') {
    state_ = State::kBehindQuote;
  } else if (c != '\r') {
    damage_behind_quote(c);
  }
}

void CsvDumpReader::end_column() {
  std::string& column = row_.columns[layout_.columns[column_]];
  if (state_ == State::kBare && column.ends_with('\r')) column.pop_back();
  if (layout_.columns[column_] == DumpRow::kOther) column.clear();
  ++column_;
  state_ = State::kStart;
}

void CsvDumpReader::end_row(std::uint64_t end) {
  row_.length = end - row_.offset;
  if (column_ != layout_.columns.size()) {
    row_.error = "row has " + std::to_string(column_) + " columns instead of " +
                 std::to_string(layout_.columns.size());
    row_.columns = {};
  }
  ready_.push_back(std::move(row_));
  begin_row(end);
}

void CsvDumpReader::damage(std::string_view why) {
  row_.error = why;
  row_.columns = {};
  line_.clear();
  line_start_known_ = false;
  state_ = State::kSkipping;
}

/// The quote that seemed to close may be the first of the next row, when this one lacks its own:
/// the line that it stands in is looked at too.
void CsvDumpReader::damage_behind_quote(char c) {
  const std::string& column = row_.columns[layout_.columns[column_]];
  const std::size_t line_end = column.rfind(layout_.line_end);
  std::string line;
  if (line_end != std::string::npos && column.size() - line_end < kLineLook / 2) {
    line = column.substr(line_end + 1);
    if (state_ == State::kQuoteSeen) line.append(1, '"').append(1, c);
  }
  const bool may_begin_row = line_end != std::string::npos && state_ == State::kQuoteSeen;
  damage("text behind a closing quote");
  if (!may_begin_row || line.empty()) return;
  line_ = std::move(line);
  line_start_ = position_ + 1 - line_.size();
  line_start_known_ = true;
}

/// Looks for the next line that begins like a row.
void CsvDumpReader::skip(char c) {
  if (c == layout_.line_end) {
    line_.clear();
    line_start_ = position_ + 1;
    line_start_known_ = true;
    return;
  }
  if (!line_start_known_ || line_.size() >= kLineLook) return;
  line_ += c;
  // A column's end is what tells; asking at each byte would be asking in vain.
  const bool ends_column = c == '"' || c == layout_.delimiter;
  if (ends_column && begins_like_row(line_, layout_)) resume();
}

/// Ends the damaged stretch and reads the row whose first bytes are at hand.
void CsvDumpReader::resume() {
  row_.length = line_start_ - row_.offset;
  ready_.push_back(std::move(row_));
  begin_row(line_start_);
  const std::string line = std::exchange(line_, {});
  // position_ counts these bytes already, and no row ends within them.
  for (const char c : line) {
    const bool escapes = c == '\\' && layout_.escapes == CsvLayout::Escapes::kBackslash;
    if (state_ == State::kQuoted && c != '"' && !escapes) {
      add(c);
    } else {
      take(c);
    }
  }
}

void CsvDumpReader::begin_row(std::uint64_t offset) {
  row_ = DumpRow();
  row_.offset = offset;
  column_ = size_ = 0;
  state_ = State::kStart;
}

}  // namespace cabled
