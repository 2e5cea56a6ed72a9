#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/words/search_words.h"

namespace cabled::words {

/// Where a word, or one of the words of a phrase, stands that is looked for.
struct FoundWord {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t sought = 0;  ///< which of SearchWords::sought

  auto operator<=>(const FoundWord&) const = default;
};

/// What a search finds in `text`, in order and without overlap: by the same reading of words as it
/// was entered by, so what matched is what is marked. Words of a phrase count where it stands.
std::vector<FoundWord> find_words(std::string_view text, const SearchWords& words);

/// At most two passages of 18 words of `text` with as many different words of the search as may be,
/// between \x02 and \x03, which no stored text holds; the beginning where none is found.
std::string found_passages(std::string_view text, const SearchWords& words);

}  // namespace cabled::words
