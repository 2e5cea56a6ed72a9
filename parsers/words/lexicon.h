#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/words/stems.h"
#include "parsers/words/string_table.h"
#include "parsers/words/text_tokens.h"

namespace cabled::words {

/// A word or lexeme of a lexicon, and what is noted of it while the words of a text are made.
struct KnownWord {
  std::uint64_t beginning = 0;    ///< its first eight bytes, to sort by
  std::uint64_t part = 0;         ///< the part of a text in which it was met last as a lexeme
  std::uint32_t stem = 0;         ///< its number
  std::uint32_t room = 0;         ///< where in the vector its next place goes
  std::uint16_t places = 0;       ///< that it has in the text,
  std::uint16_t most_places = 0;  ///< may have at the end of the part,
  std::uint16_t last_place = 0;   ///< and the last of them
};

/// Numbers for lexemes. It goes on from text to text, so that a word is stemmed once and not in
/// each of them: stemming took half of the time. Words and their lexemes, which mostly are words
/// too, are numbered together.
class Lexicon {
 public:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  /// The number of the token's lexeme; kNone where it has none ("the") or one that is too long. Of
  /// a text whose ASCII letters are small ones, and no longer than kLongestWord.
  std::uint32_t number_of(const TextToken& token, Language language);

  std::string_view operator[](std::uint32_t lexeme) const { return strings_[lexeme]; }
  KnownWord& known(std::uint32_t lexeme) { return known_[lexeme]; }

  /// Parts of texts are numbered, so that what is noted need not be wiped for the next text.
  std::uint64_t next_part() const { return parts_ + 1; }
  std::uint64_t begin_part() { return ++parts_; }

  /// Forgets all that it has, if that has become much.
  void trim();

 private:
  std::string_view in_small_letters(std::string_view word);
  std::uint32_t enter(std::string_view word);

  StringTable strings_;
  std::vector<KnownWord> known_;
  std::uint64_t parts_ = 0;
  std::string small_;  ///< of the word at hand
};

}  // namespace cabled::words
