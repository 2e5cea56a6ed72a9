#pragma once

#include <mutex>
#include <string>
#include <string_view>

namespace cabled {

/// `text` made safe for a person's terminal: control characters (C0, C1, DEL), bidirectional
/// controls, line separators and bytes that are not UTF-8 appear as \xNN or \u{N}. Line ends and
/// tabs of `text` stay, so whole cables can be printed.
std::string printable(std::string_view text);

/// The same on one line: line ends and tabs are escaped as well.
std::string printable_line(std::string_view text);

/// A line of JSON made safe in the same way; it reads as the same value.
std::string printable_json(std::string_view json);

bool is_terminal(int fd);

/// Whether colour is wanted on `fd`: a terminal that is not "dumb", and NO_COLOR unset or empty.
bool wants_color(int fd);

/// Columns of the terminal on `fd`; 80 when it is none or does not say.
int terminal_width(int fd);

/// Number of code points of valid UTF-8, the width of text in scripts without wide characters.
std::size_t code_points(std::string_view text);

/// Owner of standard error: whole lines, and at most one live row below them that lines push down.
/// Safe to use from any thread.
class ErrorOutput {
 public:
  static ErrorOutput& instance();

  /// Writes `line` and a line end in one call, above the live row.
  void write_line(std::string_view line);
  /// Replaces the live row; "" removes it. For terminals only.
  void show_row(std::string_view row);

 private:
  ErrorOutput() = default;

  std::mutex mutex_;
  std::string row_;  ///< guarded by mutex_
};

}  // namespace cabled
