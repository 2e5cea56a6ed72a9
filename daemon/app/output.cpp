#include "daemon/app/output.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <system_error>

#include "daemon/app/command_outcome.h"
#include "daemon/config/fault_lines.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/terminal.h"
#include "daemon/system/words.h"

namespace cabled {
namespace {

// As much as a pipe holds.
constexpr std::size_t kBufferSize = 64 << 10;

constexpr std::string_view sequence_of(Paint paint) {
  switch (paint) {
    case Paint::kRed:
      return "\x1b[31m";
    case Paint::kGreen:
      return "\x1b[32m";
    case Paint::kYellow:
      return "\x1b[33m";
    case Paint::kBold:
      return "\x1b[1m";
  }
  return "";
}

// The line ends of CSV; a carriage return elsewhere is escaped.
std::string with_plain_line_ends(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) != "\r\n") out += text[i];
  }
  return out;
}

// Set before any thread starts.
bool complaints_are_json = false;

// Who shares the stream may have made it non-blocking.
void wait_until_writable(int fd) {
  pollfd one{fd, POLLOUT, 0};
  ::poll(&one, 1, -1);
}

// 0, or the errno of the failure.
int write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      wait_until_writable(fd);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

}  // namespace

Output::Output(int fd)
    : fd_(fd), is_terminal_(is_terminal(fd)), wants_color_(cabled::wants_color(fd)) {}

void Output::json(std::string_view value) {
  if (is_terminal_) {
    add(printable_json(value) + '\n');
  } else {
    add(value);
    add("\n");
  }
}

void Output::text(std::string_view text) {
  add(is_terminal_ ? printable(with_plain_line_ends(text)) : text);
}

void Output::line(std::string_view text, std::size_t indent) {
  const auto width = static_cast<std::size_t>(terminal_width(fd_));
  add((is_terminal_ ? wrapped(printable_line(text), width, indent) : printable_line(text)) + '\n');
}

void Output::lines(std::string_view text, std::size_t indent) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    line(text.substr(0, end), indent);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void Output::painted(Paint paint, std::string_view text) {
  if (!wants_color_) return this->text(text);
  add(sequence_of(paint));
  this->text(text);
  add("\x1b[0m");
}

void Output::add(std::string_view bytes) {
  if (!works()) return;
  buffer_ += bytes;
  // A person sees each line when it is made.
  if (buffer_.size() >= kBufferSize || (is_terminal_ && buffer_.ends_with('\n'))) flush();
}

void Output::flush() {
  if (works()) error_ = write_all(fd_, buffer_);
  buffer_.clear();
}

void Output::forgive_gone_reader() noexcept {
  if (error_ == EPIPE) error_ = 0;
}

int Output::finish(int code) {
  flush();
  if (works()) return code;
  if (error_ == EPIPE) return kReaderGone;
  complain("output could not be written: " + std::generic_category().message(error_));
  return kFailed;
}

Output& output() {
  static Output output(STDOUT_FILENO);
  return output;
}

void complain(std::string_view message) {
  for (const std::string_view line : fault_lines(message)) {
    ErrorOutput::instance().write_line("cabled: " + printable(line));
  }
}

void complain(std::string_view message, int exit_code) {
  if (!complaints_are_json) return complain(message);
  constexpr std::string_view kHint = "; hint: ";
  const std::size_t hint = message.rfind(kHint);
  nlohmann::ordered_json error{{"message", message.substr(0, hint)}, {"hint", nullptr}};
  if (hint != std::string_view::npos) error["hint"] = message.substr(hint + kHint.size());
  error["exit_code"] = exit_code;
  const std::string line = to_line({{"error", std::move(error)}});
  ErrorOutput::instance().write_line(is_terminal(STDERR_FILENO) ? printable_json(line) : line);
}

void complain_in_json() { complaints_are_json = true; }

}  // namespace cabled
