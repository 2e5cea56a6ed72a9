#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/search_query.h"

namespace cabled {

/// What is read of a query at most.
inline constexpr std::size_t kLongestQuery = 8000;  ///< bytes
inline constexpr std::size_t kMostTerms = 64;       ///< words, phrases, beginnings and values

/// Reads what a person asks for: words, "a phrase", -without, or, begin*, and filters
/// (station: tag: class: site: from: to: after: before: year: id:) in any case. "after" is "from",
/// "before" is "to". A value with blanks stands in quotes; several stations, classes, sites and
/// ids may stand behind one key, parted by commas. A word with any other colon is a word.
QueryResult<SearchQuery> read_search_query(std::string_view text);

/// Adds one filter by its key, as an option or a parameter of an address gives it. Offsets of the
/// error are those in `value`. A key that is none is an error.
QueryResult<void> narrow(SearchFilter& filter, std::string_view key, std::string_view value);

/// The query as read_search_query() takes it back, words first.
std::string query_text(const SearchQuery& query);

/// The words alone.
std::string words_text(const SearchQuery& query);

/// One narrowing, as it is printed, and the query without it.
struct FilterPart {
  std::string key;    ///< station, tag, class, site, from, to, year, id
  std::string value;  ///< as printed behind the key, without quotes
  SearchQuery without;
};
std::vector<FilterPart> filter_parts(const SearchQuery& query);

}  // namespace cabled
