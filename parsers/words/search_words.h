#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/search_query.h"

namespace cabled::words {

/// A lexeme that is looked for, or the beginning of some.
struct SoughtLexeme {
  std::string text;
  unsigned place = 0;  ///< in the phrase
  bool is_beginning = false;
};

/// Lexemes that have to stand behind one another, at their places; mostly one.
using SoughtPhrase = std::vector<SoughtLexeme>;

/// The words of a query as they are looked for.
struct SearchWords {
  /// In the text form of a tsquery; empty where no word is asked for, or none that can be looked
  /// for.
  std::string tsquery;
  /// What may be found of them in a text.
  std::vector<SoughtPhrase> sought;
  /// Each text that is found has, of each of these, one form at least.
  std::vector<std::vector<SoughtPhrase>> demanded;
  /// Words were asked for, but none is left: marks alone. Nothing is found then.
  bool vain = false;
};

/// Ids and TAGS are indexed as they are and texts by their stems, so each word is looked for in
/// both forms. Words without a stem ("the") are left out beside others. What is one word to
/// PostgreSQL and holds several ("SBU/NOFORN") is found where these stand apart as well.
SearchWords search_words(const SearchQuery& query);

/// The tsquery of a phrase.
std::string phrase_tsquery(const SoughtPhrase& phrase);

/// The tsquery of one word in both forms; empty where none can be looked for.
std::string word_tsquery(const std::string& word);

}  // namespace cabled::words
