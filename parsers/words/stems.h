#pragma once

#include <string>
#include <string_view>

#include "parsers/words/text_tokens.h"

namespace cabled::words {

/// How words become what is compared: as PostgreSQL's configurations of these names do it.
enum class Language {
  kSimple,   ///< in small letters
  kEnglish,  ///< of words the stem, and none of words that are in every text; others as kSimple
};

/// The longest word that a tsvector takes. Longer ones are no words, and take no place in a text.
inline constexpr std::size_t kLongestWord = 2046;

/// What the token is compared by; "" for a word that is not looked for ("the").
std::string lexeme_of(const TextToken& token, Language language);

/// The stem of a word in small letters, by Snowball's English stemmer; "" for one that is in every
/// text.
std::string english_stem(std::string_view small);

/// Whether a token of this kind has a stem.
bool is_stemmed(TokenKind kind);

}  // namespace cabled::words
