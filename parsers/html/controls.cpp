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
  const bool space = (byte == '\n') | (byte == '\t') | (byte == '\r') | (byte == '\f');
  return ((byte < 0x20) & !space) | (byte == 0x7F);
};

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
  for (; found != std::string::npos; found = utf8.find(kControlNextLine, copied)) {
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
