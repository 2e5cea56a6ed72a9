#include "parsers/words/hyphenated_word.h"

#include "parsers/words/letters.h"
#include "parsers/words/number_shape.h"

namespace cabled::words {
namespace {

bool goes_on(const Character& c) { return c.letter != Letter::kOther && c.letter != Letter::kEnd; }

}  // namespace

std::optional<TokenShape> HyphenatedWord::behind_ascii(std::size_t at) {
  if (!joints_.may_go_on()) return std::nullopt;
  const Character c = character_at(text_, at);
  switch (c.letter) {
    case Letter::kAscii:
      return ascii_part(at + 1);
    case Letter::kWide:
      return word_part(at + c.bytes);
    case Letter::kDigit:
      return digits(at + 1);
    default:
      return std::nullopt;
  }
}

std::optional<TokenShape> HyphenatedWord::ascii_part(std::size_t at) {
  at = behind_letters(text_, at);
  const Character c = character_at(text_, at);
  if (c.letter == Letter::kDigit) return number_part(at + 1);
  if (c.letter == Letter::kWide || c.letter == Letter::kMark) return word_part(at + c.bytes);
  if (c.ascii == '-') {
    if (const auto longer = behind_ascii(at + 1)) return longer;
  }
  return TokenShape{TokenKind::kHyphenated, at};
}

std::optional<TokenShape> HyphenatedWord::behind_word(std::size_t at) {
  if (!joints_.may_go_on()) return std::nullopt;
  const Character c = character_at(text_, at);
  if (c.letter == Letter::kDigit) return digits(at + 1);
  if (c.letter != Letter::kAscii && c.letter != Letter::kWide) return std::nullopt;
  return word_part(at + c.bytes);
}

std::optional<TokenShape> HyphenatedWord::word_part(std::size_t at) {
  for (;;) {
    const Character c = character_at(text_, at);
    if (c.letter == Letter::kDigit) return number_part(at + 1);
    if (c.ascii == '-') {
      if (const auto longer = behind_word(at + 1)) return longer;
    }
    if (!goes_on(c)) break;
    at += c.bytes;
  }
  return TokenShape{TokenKind::kHyphenated, at};
}

std::optional<TokenShape> HyphenatedWord::behind_number(std::size_t at) {
  if (!joints_.may_go_on()) return std::nullopt;
  const Character c = character_at(text_, at);
  if (c.letter == Letter::kDigit) return digits(at + 1);
  if (c.letter != Letter::kAscii && c.letter != Letter::kWide) return std::nullopt;
  return number_part(at + c.bytes);
}

std::optional<TokenShape> HyphenatedWord::number_part(std::size_t at) {
  Character c = character_at(text_, at);
  for (; goes_on(c); c = character_at(text_, at)) at += c.bytes;
  if (c.ascii == '-') {
    if (const auto longer = behind_number(at + 1)) return longer;
  }
  return TokenShape{TokenKind::kNumHyphenated, at};
}

// Digits behind a hyphen are of the word only where letters follow them: not in "F-16".
std::optional<TokenShape> HyphenatedWord::digits(std::size_t at) {
  at = behind_digits(text_, at);
  const Character c = character_at(text_, at);
  return goes_on(c) ? number_part(at + c.bytes) : std::nullopt;
}

}  // namespace cabled::words
