#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "db/sql/pqxx_traits.h"
#include "parsers/words/common_words.h"

namespace cabled::db {

/// The newest list of common words, by which pairs are told now.
words::CommonWords newest_common_words(pqxx::work& tx);

/// What is to be known of a cable with the words of `vector`, as an array's literal.
std::string pairs_literal(const words::CommonWords& common, std::string_view vector);

/// Counts the common words of some thousand cables for a new list, where there are ten thousand
/// texts for the first time or ten times as many as at the last count. Cables that are there keep
/// what their list told. rendition: the number of a text, which tells how many there are.
/// Index used: cable_sample.
void count_words_when_due(pqxx::work& tx, std::int64_t rendition);

}  // namespace cabled::db
