#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace cabled {

/// A row of the CSV dump of cables: eight columns, as they stand there.
struct DumpRow {
  enum Column : std::size_t {
    kNumber,
    kDate,  ///< "12/28/1966 18:48"
    kReference,
    kOrigin,
    kClassification,
    kReferences,  ///< parted by '|'
    kHeader,      ///< addressees and routing lines
    kBody,
  };
  static constexpr std::size_t kColumns = 8;

  std::uint64_t offset = 0;  ///< of its first byte in the dump
  std::uint64_t length = 0;
  std::array<std::string, kColumns> columns;  ///< quotes and escapes taken off
  std::string error;  ///< why it is skipped; "" for a sound row. A damaged row has no columns.
};

/// Reads the dump as it is pushed in, in bounded memory and linear time.
///
/// Columns are parted by commas and, all but the number, stand in quotes. In quotes a backslash
/// takes the next byte as it is, so \" is a quote and \\ a backslash; "" is a quote too, and line
/// ends are text. A row with the wrong number of columns, a quote in the wrong place, or more than
/// `max_row` bytes is damaged: it is given with its reason, and reading goes on at the next line
/// that begins like a row, which is a number, a comma and a date in quotes.
class CsvDumpReader {
 public:
  static constexpr std::size_t kMaxRow = std::size_t{8} << 20U;

  explicit CsvDumpReader(std::size_t max_row = kMaxRow) : max_row_(max_row) {}

  void push(std::string_view bytes);
  /// No more will come.
  void finish();

  /// The next row that is complete.
  std::optional<DumpRow> next();

 private:
  enum class State { kStart, kBare, kQuoted, kEscaped, kQuoteSeen, kSkipping };

  void take(char c);
  void start_column(char c);
  void quote_seen(char c);
  void skip(char c);
  void end_column();
  void end_row(std::uint64_t end);
  void damage(std::string_view why);
  void resume();
  void begin_row(std::uint64_t offset);

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

/// Whether `line` begins like a row of the dump: `12,"12/28/1966 18:48"` or the number in quotes.
bool begins_like_dump_row(std::string_view line);

}  // namespace cabled
