#include "parsers/words/letters.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "parsers/model/utf8_text.h"

namespace cabled::words {
namespace {

bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

/// A character beyond ASCII and how many bytes it takes.
struct WideCharacter {
  UChar32 code_point = 0;
  std::size_t bytes = 0;
};

WideCharacter decoded(std::string_view text, std::size_t at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());  // NOLINT: as ICU has it
  std::size_t next = at;
  UChar32 code_point = 0;
  U8_NEXT(bytes, next, text.size(), code_point);
  return {code_point, next - at};
}

}  // namespace

Character wide_character_at(std::string_view text, std::size_t at) {
  const auto [code_point, bytes] = decoded(text, at);
  Character character{Letter::kOther, static_cast<std::uint8_t>(bytes), '\0'};
  if (code_point < 0) return character;
  if (u_isUAlphabetic(code_point) || u_isdigit(code_point)) {
    character.letter = Letter::kWide;
    return character;
  }
  switch (u_charType(code_point)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
      character.letter = Letter::kMark;
      break;
    default:
      break;
  }
  return character;
}

bool is_ascii(std::string_view text) {
  unsigned char all = 0;
  for (const char c : text) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

std::string small_letters(std::string_view text) {
  if (is_ascii(text)) return ascii::lower(text);
  std::string small;
  small.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (!is_beyond_ascii(text[at])) {
      small += ascii::to_lower(text[at++]);
      continue;
    }
    const auto [code_point, bytes] = decoded(text, at);
    append_utf8(small, static_cast<char32_t>(u_tolower(code_point)));
    at += bytes;
  }
  return small;
}

}  // namespace cabled::words
