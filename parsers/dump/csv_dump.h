#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/dump/csv_layout.h"

namespace cabled {

/// Reads the dump as it is pushed in, from its first row on, in bounded memory and linear time.
///
/// In quotes, delimiters and line ends are text; with Escapes::kBackslash a backslash takes the
/// next byte as it is, so \" is a quote and \\ a backslash; "" is a quote too. Blanks around a
/// column's quotes are none of its text. A row with the wrong number of columns, a quote in the
/// wrong place, or more than `max_row` bytes is damaged: it is given with its reason, and reading
/// goes on at the next line that begins like a row.
class CsvDumpReader {
 public:
  static constexpr std::size_t kMaxRow = std::size_t{8} << 20U;

  explicit CsvDumpReader(CsvLayout layout = {}, std::size_t max_row = kMaxRow)
      : layout_(std::move(layout)), max_row_(max_row) {}

  void push(std::string_view bytes);
  /// No more will come.
  void finish();

  /// The next row that is complete; offsets count from the first byte pushed.
  std::optional<DumpRow> next();

 private:
  enum class State { kStart, kBare, kQuoted, kEscaped, kQuoteSeen, kBehindQuote, kSkipping };

  void take(char c);
  void start_column(char c);
  void in_bare_column(char c);
  void escaped(char c);
  void quote_seen(char c);
  void end_of_column(char c);
  void skip(char c);
  void end_column();
  void end_row(std::uint64_t end);
  void damage(std::string_view why);
  void damage_behind_quote(char c);
  void resume();
  void begin_row(std::uint64_t offset);
  bool has_lines() const noexcept { return layout_.escapes == CsvLayout::Escapes::kLines; }
  void add(char c);

  CsvLayout layout_;
  std::size_t max_row_;
  State state_ = State::kStart;
  std::uint64_t position_ = 0;  ///< of the byte at hand
  std::size_t size_ = 0;        ///< bytes of the row's columns so far
  std::size_t column_ = 0;
  DumpRow row_;
  std::string line_;  ///< of a skipped line, its first bytes
  std::uint64_t line_start_ = 0;
  bool line_start_known_ = false;
  std::deque<DumpRow> ready_;
};

}  // namespace cabled
