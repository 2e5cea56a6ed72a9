#include "parsers/html/controls.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "parsers/html/markup.h"

namespace cabled {
namespace {

constexpr std::string_view kControlNextLine = "\xC2\x85";
constexpr std::string_view kControlLineEnd = "\xE2\x80\xA8";

constexpr std::array<bool, 256> kControls = [] {
  std::array<bool, 256> controls{};
  for (std::size_t i = 0; i < 0x20; ++i) controls[i] = !markup::is_space(static_cast<char>(i));
  controls[0x7F] = true;
  return controls;
}();

bool is_control(char c) { return kControls[static_cast<unsigned char>(c)]; }

constexpr std::size_t kBlockBytes = 64;

// Sums instead of branches, and a length that is known: the compiler makes vectors of it.
bool holds_control(const char* block) {
  unsigned char found = 0;
  for (std::size_t i = 0; i < kBlockBytes; ++i) {
    const auto byte = static_cast<unsigned char>(block[i]);
    const bool space = (byte == '\n') | (byte == '\t') | (byte == '\r') | (byte == '\f');
    found |= static_cast<unsigned char>(((byte < 0x20) & !space) | (byte == 0x7F));
  }
  return found != 0;
}

void blank_controls(std::string& text) {
  std::size_t at = 0;
  for (; at < text.size(); at += kBlockBytes) {
    const std::size_t end = std::min(at + kBlockBytes, text.size());
    if (end - at == kBlockBytes && !holds_control(text.data() + at)) continue;
    for (std::size_t i = at; i < end; ++i) {
      if (is_control(text[i])) text[i] = ' ';
    }
  }
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
