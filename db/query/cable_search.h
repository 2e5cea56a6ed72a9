#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "db/query/cable_filter.h"
#include "db/query/phrase_pairs.h"
#include "db/query/search_cursor.h"
#include "db/sql/pqxx_traits.h"
#include "parsers/model/error.h"
#include "parsers/words/search_words.h"

namespace cabled::db {

/// So many matches are counted, ranked and spread over facets one by one, and where a search was
/// taken for one of fewer, up to kMostExactMatches: to begin anew would cost as much again. Of
/// more, the number is an estimate, and the newest kRankedOfMany are ranked.
inline constexpr std::int64_t kExactMatches = 20'000;
inline constexpr std::int64_t kMostExactMatches = 30'000;
inline constexpr std::int64_t kRankedOfMany = 1'000;
inline constexpr std::int64_t kSitedMatches = 400;

/// What is looked for: words, words with phrases among them, these with a pair that has a number
/// (PhrasePairs), or all that the filter leaves.
enum class SearchBy { kWords, kPhrases, kPairs, kFilterAlone };

/// Which hits are asked for. Without words the order kRank is kNewestFirst.
struct PageOfHits {
  SearchOrder order = SearchOrder::kRank;
  int limit = 20;
  int offset = 0;
  std::optional<SearchCursor> after = {};  ///< its order counts then, and no offset
};

struct SearchHit {
  std::string id;
  std::optional<std::string> subject;
  std::optional<std::string> sent_at;
  std::optional<std::string> classification;
  double rank = 0;
  std::string snippet;  ///< found words between \x02 and \x03, which no stored text holds
  std::optional<std::string> station;
  std::string changed_at;
};

struct SearchTotal {
  std::int64_t cables = 0;
  bool estimated = false;
};

struct HitList {
  std::vector<SearchHit> hits;
  SearchTotal total;
  std::optional<SearchCursor> next;  ///< where the next page begins; none at the end
};

struct FacetValue {
  std::string facet;  ///< station, year, tag, classification, site
  std::string value;
  std::int64_t count = 0;
};

/// Matches sent in a month, "2009-06".
struct MonthBar {
  std::string month;
  std::int64_t count = 0;
};

/// How the matches spread. Of more than kMostExactMatches all counts are estimates, of a sample.
struct SearchSpread {
  std::vector<FacetValue> facets;  ///< the ten greatest values of each facet
  std::vector<MonthBar> months;    ///< in order; empty ones are left out
  std::int64_t undated = 0;
  SearchTotal total;
};

/// One search: what is asked of it shares what was found out about its size. Lives no longer than
/// its transaction. Nothing that it says depends on where rows lie in the table. Indexes used:
/// cable_search and cable_pairs, or cable_sent where words are in every few cables; cable_sample
/// for estimates.
class CableSearch {
 public:
  CableSearch(pqxx::work& tx, const SearchQuery& query);

  HitList page(const PageOfHits& wanted);
  SearchSpread spread();
  /// Both in one reading of the matches, for a page. Of more than kSitedMatches the counts of sites
  /// are estimates, since those are looked up cable by cable.
  std::pair<HitList, SearchSpread> page_and_spread(const PageOfHits& wanted);
  SearchTotal total();
  /// Which of these cables are matches. Index used: cable_pkey.
  std::set<std::string> matches_among(const std::set<std::string>& ids);

 private:
  enum class Size { kNone, kExact, kMany };

  SearchBy by() const;
  void estimate();
  bool is_frequent_word() const;
  void take_for_many();
  void outgrow();
  PageOfHits in_its_order(const PageOfHits& wanted) const;
  pqxx::result ask(const std::string& sql, const std::optional<SearchCursor>& cursor = {});
  pqxx::result ask_among(const CableFilter& filter, const std::string& sql);
  HitList page_of_all(const PageOfHits& wanted);
  HitList page_of_many(const PageOfHits& wanted);
  bool is_sampled_by_the_words() const;
  SearchSpread spread_of_many();

  pqxx::work& tx_;
  CableFilter filter_;
  std::optional<std::string> named_id_;
  words::SearchWords words_;
  std::optional<PhrasePairs> pairs_;
  Size size_ = Size::kExact;
  std::int64_t corpus_ = 0;    ///< about how many cables there are
  std::int64_t estimate_ = 0;  ///< of matches
};

}  // namespace cabled::db
