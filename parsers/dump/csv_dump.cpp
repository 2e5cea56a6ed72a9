#include "parsers/dump/csv_dump.h"

#include <algorithm>
#include <utility>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// A row's start is told by its number and its date; no more of a skipped line is kept.
constexpr std::size_t kLineLook = 48;

/// Takes the digits at the front off; answers how many there were.
std::size_t take_digits(std::string_view& text) {
  const auto count =
      static_cast<std::size_t>(std::ranges::find_if_not(text, ascii::is_digit) - text.begin());
  text.remove_prefix(count);
  return count;
}

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace

bool begins_like_dump_row(std::string_view line) {
  const bool quoted = take(line, "\"");
  const std::size_t number = take_digits(line);
  if (number == 0 || number > 9 || (quoted && !take(line, "\""))) return false;
  // "12/28/1966 18:48"
  if (!take(line, ",\"")) return false;
  for (const auto& [digits, mark] : {std::pair{2U, "/"}, {2U, "/"}, {4U, " "}, {2U, ":"}}) {
    const std::size_t count = take_digits(line);
    if (count == 0 || count > digits || !take(line, mark)) return false;
  }
  return take_digits(line) == 2;
}

void CsvDumpReader::push(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (state_ == State::kQuoted) {
      // Nearly all of a dump is text in quotes: it is taken in runs, not byte by byte.
      const std::size_t end = std::min(bytes.find_first_of("\"\\", at), bytes.size());
      const std::size_t room = max_row_ - size_;
      const std::size_t count = std::min(end - at, room);
      row_.columns[column_] += bytes.substr(at, count);
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
      if (c == ',' || c == '\n') {
        quote_seen(c);
      } else if (c == '"') {
        damage("quote inside of a bare column");
      } else {
        row_.columns[column_] += c;
        ++size_;
      }
      break;
    case State::kQuoted:
      state_ = c == '\\' ? State::kEscaped : State::kQuoteSeen;
      break;
    case State::kEscaped:
      row_.columns[column_] += c;
      ++size_;
      state_ = State::kQuoted;
      break;
    case State::kQuoteSeen:
      quote_seen(c);
      break;
    case State::kSkipping:
      skip(c);
      break;
  }
}

void CsvDumpReader::start_column(char c) {
  if (column_ == 0 && (c == '\n' || c == '\r')) {
    row_.offset = position_ + 1;  // an empty line is no row
  } else if (c == '"') {
    state_ = State::kQuoted;
  } else {
    state_ = State::kBare;
    take(c);
  }
}

/// What may follow a column: a comma, the end of the row, or the second half of a doubled quote.
void CsvDumpReader::quote_seen(char c) {
  if (c == '"') {
    row_.columns[column_] += c;
    ++size_;
    state_ = State::kQuoted;
  } else if (c == ',') {
    end_column();
    if (column_ == DumpRow::kColumns) damage("row has more than 8 columns");
  } else if (c == '\n') {
    end_column();
    end_row(position_ + 1);
  } else if (c != '\r') {
    damage("text behind a closing quote");
  }
}

void CsvDumpReader::end_column() {
  std::string& column = row_.columns[column_];
  if (state_ == State::kBare && column.ends_with('\r')) column.pop_back();
  ++column_;
  state_ = State::kStart;
}

void CsvDumpReader::end_row(std::uint64_t end) {
  row_.length = end - row_.offset;
  if (column_ != DumpRow::kColumns) {
    row_.error = "row has " + std::to_string(column_) + " columns instead of 8";
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

/// Looks for the next line that begins like a row.
void CsvDumpReader::skip(char c) {
  if (c == '\n') {
    line_.clear();
    line_start_ = position_ + 1;
    line_start_known_ = true;
    return;
  }
  if (!line_start_known_ || line_.size() >= kLineLook) return;
  line_ += c;
  if (begins_like_dump_row(line_)) resume();
}

/// Ends the damaged stretch and reads the row whose first bytes are at hand.
void CsvDumpReader::resume() {
  row_.length = line_start_ - row_.offset;
  ready_.push_back(std::move(row_));
  begin_row(line_start_);
  const std::string line = std::exchange(line_, {});
  // position_ counts these bytes already, and no row ends within them.
  for (const char c : line) {
    if (state_ == State::kQuoted && c != '"' && c != '\\') {
      row_.columns[column_] += c;
      ++size_;
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
