#pragma once

#include <string>
#include <string_view>

namespace cabled {

enum class Paint { kRed, kGreen, kYellow, kBold };

/// Where results go: the one door to standard output, for the command's thread alone.
///
/// A terminal sees nothing that it would obey: control characters and bidirectional controls are
/// escaped, in JSON as JSON does it. A file or pipe gets every byte as it is. When a write fails,
/// what follows is dropped; finish() makes that the end of the command.
class Output {
 public:
  explicit Output(int fd);

  /// A value that is JSON already, as a line.
  void json(std::string_view value);
  /// Any text; line ends are the caller's.
  void text(std::string_view text);
  /// A line of prose, which a terminal shows broken at its width; further lines begin with
  /// `indent` blanks.
  void line(std::string_view text, std::size_t indent);
  /// The same of a text whose lines all have an end.
  void lines(std::string_view text, std::size_t indent);
  /// A piece of text in color, where wants_color().
  void painted(Paint paint, std::string_view text);
  bool wants_color() const noexcept { return wants_color_; }

  void flush();
  /// Whether there is still someone to write for.
  bool works() const noexcept { return error_ == 0; }
  /// Takes back that the reader of what was written so far is gone: a pager that was left early.
  void forgive_gone_reader() noexcept;
  /// Writes what is left. Answers `code`, or the code of a reader that is gone, or that of a
  /// failure after it was named on standard error.
  int finish(int code);

 private:
  void add(std::string_view bytes);

  int fd_;
  bool is_terminal_;
  bool wants_color_;
  int error_ = 0;  ///< errno of the write that failed
  std::string buffer_;
};

/// Standard output.
Output& output();

/// "cabled: " and the message on standard error, escaped as for a terminal; each of its lines is
/// one of its own.
void complain(std::string_view message);
/// The same of what ends the command, which is a line of JSON after complain_in_json():
/// {"error": {"message": …, "hint": … or null, "exit_code": …}}.
void complain(std::string_view message, int exit_code);
void complain_in_json();

}  // namespace cabled
