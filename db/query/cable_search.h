#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/query/cable_filter.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// A query as a person types it, taken apart for the database.
struct SearchText {
  std::string words;     ///< websearch syntax: words, "phrases", or, -without
  std::string prefixes;  ///< tsquery of what the words that end in * may stand for
  bool excludes = false;
  std::optional<std::string> id;  ///< the cable that the whole query names; set by the caller
};
SearchText read_search_text(std::string_view query);

struct SearchHit {
  std::string id;
  std::optional<std::string> subject;
  std::optional<std::string> sent_at;
  std::optional<std::string> classification;
  double rank = 0;
  std::string snippet;  ///< found words between \x02 and \x03, which no stored text holds
};

/// Full-text search, best first; a cable that is asked for by id comes before all. Index used:
/// cable_search; where a sample says that the words are in every other cable, the table's beginning
/// is read instead. Of more than 300 matches, or as many as are asked for, only so many are
/// ranked, the first of the table: such words do not tell which is best.
std::vector<SearchHit> search_cables(pqxx::work& tx, const SearchText& text,
                                     const CableFilter& filter, int limit, int offset);

struct FacetValue {
  std::string facet;  ///< station, year, tag, classification, site
  std::string value;
  std::int64_t count = 0;
};

/// How the matches spread, the ten greatest values of each facet; of more than twenty thousand
/// matches, only so many are counted.
std::vector<FacetValue> search_facets(pqxx::work& tx, const SearchText& text,
                                      const CableFilter& filter);

}  // namespace cabled::db
