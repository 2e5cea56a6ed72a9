#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "parsers/model/ascii.h"

/// What a character is to the reader of words (text_tokens.h), whatever the locale.
namespace cabled::words {

enum class Letter : std::uint8_t {
  kOther,
  kAscii,  ///< one of the 52
  kDigit,  ///< 0 to 9
  kWide,   ///< a letter, or a digit, beyond ASCII
  kMark,   ///< part of a word, but not its first character: accents and vowel signs
  kEnd,    ///< behind the text
};

struct Character {
  Letter letter = Letter::kEnd;
  std::uint8_t bytes = 0;
  char ascii = '\0';  ///< '\0' beyond ASCII
};

/// Of the character at `at`, which is beyond ASCII. The text is valid UTF-8.
Character wide_character_at(std::string_view text, std::size_t at);

inline constexpr std::array<Letter, 128> kAsciiLetters = [] {
  std::array<Letter, 128> letters{};
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const char c = static_cast<char>(i);
    letters[i] = ascii::is_alpha(c)   ? Letter::kAscii
                 : ascii::is_digit(c) ? Letter::kDigit
                                      : Letter::kOther;
  }
  return letters;
}();

inline Character character_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {kAsciiLetters[byte], 1, text[at]};
  return wide_character_at(text, at);
}

constexpr bool is_one_of(char c, std::string_view marks) {
  return marks.find(c) != std::string_view::npos;
}

/// Whether the character at `at` is an ASCII letter.
inline bool is_letter_at(std::string_view text, std::size_t at) {
  return at < text.size() && ascii::is_alpha(text[at]);
}

inline bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && ascii::is_digit(text[at]);
}

inline bool is_alnum_at(std::string_view text, std::size_t at) {
  return at < text.size() && ascii::is_alnum(text[at]);
}

inline constexpr ascii::ByteSet kLetters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

/// Where the ASCII letters end that stand from `at` on.
inline std::size_t behind_letters(std::string_view text, std::size_t at) {
  while (at < text.size() && kLetters.contains(text[at])) ++at;
  return at;
}

bool is_ascii(std::string_view text);

/// `text` in small letters, one character for each.
std::string small_letters(std::string_view text);

}  // namespace cabled::words
