#include "daemon/system/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

constexpr std::string_view kEraseRow = "\r\x1b[K";

/// Decodes the first code point of valid, non-empty UTF-8 and says how many bytes it takes.
std::pair<char32_t, std::size_t> first_code_point(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  if (byte(0) < 0x80) return {byte(0), 1};
  const std::size_t length = byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
  char32_t value = byte(0) & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) value = (value << 6U) | (byte(i) & 0x3FU);
  return {value, length};
}

/// Characters that move the cursor, change the terminal or reorder what a person reads.
bool is_unsafe(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0)                // C0, DEL, C1
         || c == 0x61C || c == 0x200E || c == 0x200F        // bidirectional marks
         || (c >= 0x2028 && c <= 0x202E)                    // separators, embeddings and overrides
         || (c >= 0x2066 && c <= 0x2069)                    // isolates
         || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);  // byte order mark, invisible tags
}

/// How a character that is unsafe, or a byte that is no UTF-8, is shown.
std::string shown(char32_t c) {
  return c < 0x80 ? fmt::format("\\x{:02x}", static_cast<unsigned>(c))
                  : fmt::format("\\u{{{:x}}}", static_cast<unsigned>(c));
}

/// The same within a string of JSON.
std::string shown_in_json(char32_t c) {
  if (c < 0x10000) return fmt::format("\\u{:04x}", static_cast<unsigned>(c));
  const auto offset = static_cast<unsigned>(c) - 0x10000U;
  return fmt::format("\\u{:04x}\\u{:04x}", 0xD800U + (offset >> 10U), 0xDC00U + (offset & 0x3FFU));
}

template <class Show>
std::string escaped(std::string_view text, std::string_view kept_controls, Show show) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t valid = valid_utf8_prefix(text);
    for (std::string_view run = text.substr(0, valid); !run.empty();) {
      const auto [c, length] = first_code_point(run);
      const bool kept =
          c < 0x80 && kept_controls.find(static_cast<char>(c)) != std::string_view::npos;
      if (!is_unsafe(c) || kept) {
        out += run.substr(0, length);
      } else {
        out += show(c);
      }
      run.remove_prefix(length);
    }
    text.remove_prefix(valid);
    if (text.empty()) break;
    out += fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<std::uint8_t>(text[0])));
    text.remove_prefix(1);
  }
  return out;
}

/// A log that cannot be written must not stop the work, so failures end the attempt in silence.
void write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

std::string printable(std::string_view text) { return escaped(text, "\n\t", shown); }

std::string printable_line(std::string_view text) { return escaped(text, "", shown); }

std::string printable_json(std::string_view json) { return escaped(json, "", shown_in_json); }

bool is_terminal(int fd) { return ::isatty(fd) == 1; }

bool wants_color(int fd) {
  const char* const no_color = std::getenv("NO_COLOR");
  const char* const term = std::getenv("TERM");
  const bool refused = no_color != nullptr && *no_color != '\0';
  return !refused && is_terminal(fd) && term != nullptr && std::string_view(term) != "dumb";
}

int terminal_width(int fd) {
  winsize size{};
  if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0U) != 0x80U; }));
}

ErrorOutput& ErrorOutput::instance() {
  static ErrorOutput output;
  return output;
}

void ErrorOutput::write_line(std::string_view line) {
  const std::lock_guard lock(mutex_);
  std::string bytes;
  if (!row_.empty()) bytes += kEraseRow;
  bytes.append(line).append("\n").append(row_);
  write_all(bytes);
}

void ErrorOutput::show_row(std::string_view row) {
  const std::lock_guard lock(mutex_);
  if (row_.empty() && row.empty()) return;
  row_ = row;
  write_all(std::string(kEraseRow) + row_);
}

}  // namespace cabled
