#pragma once

#include <cstdint>
#include <string>

#include "db/query/cable_search.h"

/// The statements of CableSearch. Parameters $1 to $12 are the filter, $13 the words as a tsquery,
/// $14 and $15 what PhrasePairs says, $16 the id that the query names.
namespace cabled::db {

/// How the planner takes the size of a search: its text is EXPLAIN's JSON. Of the parameters it has
/// those alone that its kind of search needs, up to $15.
std::string estimate_statement(SearchBy by);

/// columns seen, matches of the part of all cables whose hashes are below `below`.
std::string sample_statement(SearchBy by, std::int64_t below);

/// A relation `match` of all matches, kMostExactMatches and one at most, with their ranks or
/// without.
enum class Ranked { kYes, kNo };
std::string all_matches(SearchBy by, Ranked ranked);
/// A relation `match` of the matches among the cables whose hashes are below a bound.
struct SampledMatches {
  std::int64_t below = 0;
  bool through_the_words = false;  ///< by both indexes, that of words and that of hashes
};
std::string sampled_matches(SearchBy by, const SampledMatches& wanted);

/// A relation `match` of the first matches in the order of time, behind the cursor if there is one
/// ($17 its time, $18 its id).
struct DatedMatches {
  SearchOrder order = SearchOrder::kNewestFirst;
  std::int64_t count = 0;
  bool behind_cursor = false;
  bool undated = false;            ///< those without a date alone
  bool through_the_words = false;  ///< by the index of words; else by that of times
};
std::string dated_matches(SearchBy by, const DatedMatches& wanted);

/// A page of hits out of `match`, with the number of matches.
struct HitsOfMatches {
  SearchOrder order = SearchOrder::kRank;
  bool behind_cursor = false;  ///< $17 its key, $18 its id
  bool undated_cursor = false;
  int limit = 0;
  int offset = 0;
};
std::string hits_statement(const std::string& matches, const HitsOfMatches& wanted);

/// Facets and months of `match`.
std::string spread_statement(const std::string& matches);

/// Both, one behind the other: the rows of the one have no columns of the other. Sites are those of
/// kSitedMatches of the matches.
std::string hits_and_spread_statement(const std::string& matches, const HitsOfMatches& wanted);

}  // namespace cabled::db
