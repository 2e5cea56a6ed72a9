#pragma once

#include <optional>
#include <string>

#include "db/sql/pqxx_traits.h"
#include "parsers/words/search_words.h"

namespace cabled::db {

/// How a phrase of common words is looked for: by the numbers of its pairs (CommonWords).
struct PhrasePairs {
  /// Those of which a cable has one that has the phrase: pairs, and the lists by which these were
  /// not numbered. An array's literal.
  std::string numbers;
  /// The forms of the phrase that have no such pair, as a tsquery, if there are any.
  std::optional<std::string> seldom;
};

/// Of the phrases that every match has, the first one with a pair of common words; none where there
/// is no such phrase.
std::optional<PhrasePairs> phrase_pairs(pqxx::work& tx, const words::SearchWords& words);

}  // namespace cabled::db
