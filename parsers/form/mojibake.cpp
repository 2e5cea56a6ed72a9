#include "parsers/form/mojibake.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "parsers/html/windows1252.h"
#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

/// A few characters of the page's own frame may be sound.
constexpr std::size_t kOtherPerMisread = 10;
constexpr std::size_t kFewestMisread = 2;

/// A byte that windows-1252 leaves open comes as U+FFFD, and what it was is lost. Of the characters
/// whose UTF-8 ends in such a byte one is common: U+201D, the closing quotation mark.
constexpr int kLostByte = 0x9D;

bool is_ascii(std::string_view text) noexcept {
  return !ascii::any_byte(text, [](char c) { return static_cast<signed char>(c) < 0; });
}

/// The byte that windows-1252 reads as `code`; -1 for none.
int byte_of(char32_t code) {
  if (code >= 0xA0 && code <= 0xFF) return static_cast<int>(code);
  if (code == 0xFFFD) return kLostByte;
  for (int byte = 0x80; byte < 0xA0; ++byte) {
    if (windows1252_code_point(static_cast<unsigned char>(byte)) == code) return byte;
  }
  return -1;
}

struct Character {
  char32_t code = 0;
  std::size_t size = 1;
};

/// The character at the front of valid UTF-8.
Character character_at(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (size > text.size()) return {0xFFFD, 1};
  char32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) code = (code << 6U) | (byte(i) & 0x3FU);
  return {code, size};
}

/// The character of UTF-8 whose bytes, each read alone, stand at the front of `text`; its size is
/// what they take there. Size 0 when they make none.
Character misread_at(std::string_view text) {
  const Character first = character_at(text);
  const int lead = byte_of(first.code);
  const bool can_lead = lead >= 0xC2 && lead <= 0xF4 && first.code != 0xFFFD;
  if (!can_lead) return {0, 0};
  const std::size_t count = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  char32_t code = static_cast<unsigned>(lead) & (0xFFU >> (count + 1));
  std::size_t size = first.size;
  for (std::size_t i = 1; i < count; ++i) {
    if (size >= text.size()) return {0, 0};
    const Character next = character_at(text.substr(size));
    const int byte = next.code < 0x80 ? -1 : byte_of(next.code);
    if (byte < 0x80 || byte > 0xBF) return {0, 0};
    code = (code << 6U) | (static_cast<unsigned>(byte) & 0x3FU);
    size += next.size;
  }
  return {code, size};
}

struct Census {
  std::size_t misread = 0;
  std::size_t other = 0;
};

void count(std::string_view text, Census& census) {
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text.substr(at));
    if (character.size == 1) {
      ++at;
      continue;
    }
    const Character misread = misread_at(text.substr(at));
    ++(misread.size > 0 ? census.misread : census.other);
    at += misread.size > 0 ? misread.size : character.size;
  }
}

std::string undone(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const bool high = static_cast<unsigned char>(text[at]) >= 0x80;
    const Character misread = high ? misread_at(text.substr(at)) : Character{0, 0};
    if (misread.size > 0) {
      append_utf8(out, misread.code);
      at += misread.size;
    } else {
      out += text[at++];
    }
  }
  return out;
}

}  // namespace

void undo_mojibake(Layout& layout) {
  Census census;
  for (const LayoutLine& line : layout.lines) {
    if (!is_ascii(line.text)) count(line.text, census);
  }
  if (census.misread < kFewestMisread || census.other * kOtherPerMisread > census.misread) return;
  for (LayoutLine& line : layout.lines) {
    if (!is_ascii(line.text)) line.text = layout.texts.keep(undone(line.text));
  }
}

}  // namespace cabled
