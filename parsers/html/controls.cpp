#include "parsers/html/controls.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "parsers/html/markup.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::string_view kControlNextLine = "\xC2\x85";
constexpr std::string_view kControlLineEnd = "\xE2\x80\xA8";

// Without branches, for any_byte().
constexpr auto kIsControl = [](char c) {
  const auto byte = static_cast<unsigned char>(c);
  // Tab, line feed, form feed and carriage return; only the vertical tab stands among them.
  const bool space = (static_cast<unsigned char>(byte - '\t') < 5) & (byte != '\v');
  return ((byte < 0x20) & !space) | (byte == 0x7F);
};

// Text that was converted to UTF-8 twice has each character as a lead, U+00C2 to U+00F4, and others
// from U+0080 to U+00BF: U+0085 among these ends no line.
bool is_half_of_a_character(std::string_view utf8, std::size_t at) {
  if (at < 2) return false;
  const auto lead = static_cast<unsigned char>(utf8[at - 2]);
  const auto last = static_cast<unsigned char>(utf8[at - 1]);
  return (lead == 0xC3 && last >= 0x82 && last <= 0xB4) || (lead == 0xC2 && last < 0xA0);
}

void blank_controls(std::string& text) {
  if (ascii::any_byte(text, kIsControl)) std::ranges::replace_if(text, kIsControl, ' ');
}

}  // namespace

std::string with_shown_controls(std::string utf8) {
  blank_controls(utf8);
  std::size_t found = utf8.find(kControlNextLine);
  if (found == std::string::npos) return utf8;
  std::string out;
  std::size_t copied = 0;
  for (; found != std::string::npos; found = utf8.find(kControlNextLine, found + 1)) {
    if (is_half_of_a_character(utf8, found)) continue;
    out.append(utf8, copied, found - copied);
    out += kControlLineEnd;
    copied = found + kControlNextLine.size();
  }
  out.append(utf8, copied);
  return out;
}

std::string with_plain_line_ends(std::string utf8) {
  const std::size_t first = markup::find_char(utf8, '\r', 0);
  std::size_t kept = first;
  bool after_return = false;
  for (std::size_t at = first; at < utf8.size(); ++at) {
    const char c = utf8[at];
    const bool second_half = after_return && c == '\n';
    after_return = c == '\r';
    if (!second_half) utf8[kept++] = after_return ? '\n' : c;
  }
  utf8.resize(kept);
  return utf8;
}

}  // namespace cabled
