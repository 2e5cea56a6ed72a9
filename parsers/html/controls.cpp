#include "parsers/html/controls.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
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

// Whether a byte of `word` is below 0x20 or DEL; it may say yes for a few others.
bool may_hold_control(std::uint64_t word) {
  static constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
  static constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;
  const std::uint64_t no_delete = word ^ (kOnes * 0x7F);
  return (((word - kOnes * 0x20) & ~word) | ((no_delete - kOnes) & ~no_delete & kHighBits)) &
         kHighBits;
}

void blank_controls(std::string& text) {
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    if (!may_hold_control(word)) continue;
    for (std::size_t i = at; i < at + 8; ++i) {
      if (is_control(text[i])) text[i] = ' ';
    }
  }
  for (; at < text.size(); ++at) {
    if (is_control(text[at])) text[at] = ' ';
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
