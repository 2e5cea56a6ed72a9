#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/words/stems.h"
#include "parsers/words/string_table.h"
#include "parsers/words/text_tokens.h"

namespace cabled::words {

/// Numbers for lexemes. It goes on from text to text, so that a word is stemmed once and not in
/// each of them: stemming took half of the time.
class Lexicon {
 public:
  /// The number of the token's lexeme; none where it has none ("the") or one that is too long.
  std::optional<std::uint32_t> number_of(const TextToken& token, Language language);

  std::string_view operator[](std::uint32_t lexeme) const { return lexemes_[lexeme]; }
  /// The first eight bytes, to sort by.
  std::uint64_t beginning_of(std::uint32_t lexeme) const { return beginnings_[lexeme]; }

  /// From here on place_in_text() tells of another text.
  void begin_text() {
    ++text_;
    lexemes_of_text_ = 0;
  }
  /// Which one of the text's distinct lexemes it is, in the order in which they are asked for.
  std::uint32_t place_in_text(std::uint32_t lexeme) {
    InText& place = in_text_[lexeme];
    if (place.text != text_) place = {text_, lexemes_of_text_++};
    return place.place;
  }

  /// Forgets all that it has, if that has become much.
  void trim();

 private:
  std::string_view in_small_letters(std::string_view text);
  std::optional<std::uint32_t> enter(std::string_view lexeme);

  struct InText {
    std::uint64_t text = 0;
    std::uint32_t place = 0;
  };

  StringTable forms_;  ///< of words that have a stem
  StringTable lexemes_;
  std::vector<std::optional<std::uint32_t>> of_form_;
  std::vector<std::uint64_t> beginnings_;
  std::vector<InText> in_text_;  ///< by lexeme; a table a text would be larger than the text
  std::uint64_t text_ = 0;
  std::uint32_t lexemes_of_text_ = 0;
  std::array<char, kLongestWord> small_{};
  std::string wide_;
};

}  // namespace cabled::words
