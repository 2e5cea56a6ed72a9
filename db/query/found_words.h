#pragma once

#include <string>

#include "db/query/search_words.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// `text` with the words that a search finds in it between \x02 and \x03, which no stored text
/// holds; empty where no word is looked for. It takes about 10 ms for a text of 60 kB.
std::string mark_found_words(pqxx::work& tx, const SearchWords& words, const std::string& text);

}  // namespace cabled::db
