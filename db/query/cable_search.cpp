#include "db/query/cable_search.h"

#include <algorithm>
#include <charconv>

#include "db/query/search_rows.h"
#include "db/query/search_statements.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "db/sql/hash_bound.h"

namespace cabled::db {
namespace {

// A thousand of them tell 2 % of all from 3 %, at 6 us each.
constexpr std::int64_t kSample = 1'500;
// Of a thousand matches, a facet that a tenth of them have is told to within a tenth.
constexpr std::int64_t kSpreadMatches = 1'000;
constexpr std::int64_t kLeastSpreadSample = 2'000;
constexpr std::int64_t kSpreadSample = 10'000;
constexpr std::int64_t kSpreadSampleByTheWords = 100'000;
constexpr std::int64_t kMatchesARow = 6;  // that the index goes through while a row is read
// A word of which the planner knows nothing is one of every 200th cable to it.
constexpr std::int64_t kLeastKnownShare = 50;

const PhrasePairs kNoPairs{"{}", std::nullopt};

// To compile statements takes longer than they do. Of a bitmap that does not fit, pages are known
// alone, and each row of them is read. Rows on the disk are asked for ahead; a server that cannot
// do that has 0 and takes nothing else.
constexpr const char* kSettings = R"sql(
  SET LOCAL jit = off;
  SET LOCAL work_mem = '64MB';
  SELECT set_config('effective_io_concurrency', '64', true)
   WHERE current_setting('effective_io_concurrency')::integer BETWEEN 1 AND 63
)sql";

constexpr const char* kTableSize = R"sql(
  SELECT CASE WHEN reltuples > 0 THEN reltuples::bigint ELSE (SELECT count(*) FROM cable) END
           AS cables
    FROM pg_class
   WHERE oid = 'cable'::regclass
)sql";

// The planner's number of rows: the first in its plan.
std::int64_t planned_rows(std::string_view plan) {
  constexpr std::string_view kRows = "\"Plan Rows\": ";
  const std::size_t at = plan.find(kRows);
  std::int64_t rows = 0;
  if (at != std::string_view::npos) {
    const char* begin = plan.data() + at + kRows.size();
    std::from_chars(begin, plan.data() + plan.size(), rows);
  }
  return rows;
}

HitsOfMatches hits_of_all(const PageOfHits& wanted) {
  const auto& after = wanted.after;
  return {.order = wanted.order,
          .behind_cursor = after.has_value(),
          .undated_cursor = after && after->key.empty(),
          .limit = wanted.limit + 1,
          .offset = after ? 0 : wanted.offset};
}

}  // namespace

CableSearch::CableSearch(pqxx::work& tx, const SearchQuery& query)
    : tx_(tx),
      filter_{query.filter, std::nullopt},
      named_id_(query.named_id),
      words_(words::search_words(query)),
      pairs_(phrase_pairs(tx, words_)) {
  tx.exec(kSettings);
  if (words_.vain && !named_id_) {
    size_ = Size::kNone;
  } else {
    estimate();
  }
}

// The planner knows the frequent words, and takes others for rare; of phrases, and of words that
// never come together, it expects too many, so a sample has the last word before a search is taken
// for one of many matches.
void CableSearch::estimate() {
  corpus_ = get<std::int64_t>(execute_one(tx_, kTableSize), "cables");
  if (corpus_ <= kExactMatches) return;
  const std::string sql = estimate_statement(by());
  const pqxx::result plan = with_filter_values(filter_, [&](const auto&... values) {
    if (by() == SearchBy::kFilterAlone) return execute(tx_, sql, values...);
    if (!pairs_) return execute(tx_, sql, values..., words_.tsquery);
    return execute(tx_, sql, values..., words_.tsquery, pairs_->numbers, pairs_->seldom);
  });
  estimate_ = planned_rows(plan[0][0].as<std::string>());
  if (estimate_ <= kExactMatches) return;
  if (is_frequent_word()) {
    size_ = Size::kMany;
  } else {
    take_for_many();
  }
}

// Of one word the planner has counted more cables than a sample here would.
bool CableSearch::is_frequent_word() const {
  const bool is_one_word = words_.tsquery.find_first_of("&!*") == std::string::npos;
  return by() == SearchBy::kWords && is_one_word && !filter_.narrows() &&
         estimate_ * kLeastKnownShare >= corpus_;
}

void CableSearch::take_for_many() {
  const pqxx::result rows = ask(sample_statement(by(), hash_bound(part_of(kSample, corpus_))));
  const auto seen = std::max<std::int64_t>(get<std::int64_t>(rows[0], "seen"), 1);
  estimate_ = get<std::int64_t>(rows[0], "matches") * corpus_ / seen;
  size_ = estimate_ > kExactMatches ? Size::kMany : Size::kExact;
}

// There are more than was thought, and which of them were found hangs on the table.
void CableSearch::outgrow() {
  take_for_many();
  estimate_ = std::max(estimate_, kMostExactMatches + 1);
  size_ = Size::kMany;
}

SearchBy CableSearch::by() const {
  if (words_.tsquery.empty()) return SearchBy::kFilterAlone;
  if (pairs_) return SearchBy::kPairs;
  return words_.tsquery.find('<') == std::string::npos ? SearchBy::kWords : SearchBy::kPhrases;
}

PageOfHits CableSearch::in_its_order(const PageOfHits& wanted) const {
  PageOfHits asked = wanted;
  if (asked.after) asked.order = asked.after->order;
  if (by() == SearchBy::kFilterAlone && asked.order == SearchOrder::kRank) {
    asked.order = SearchOrder::kNewestFirst;
  }
  return asked;
}

pqxx::result CableSearch::ask(const std::string& sql, const std::optional<SearchCursor>& cursor) {
  if (!cursor) return ask_among(filter_, sql);
  const PhrasePairs pairs = pairs_.value_or(kNoPairs);
  return with_filter_values(filter_, [&](const auto&... values) {
    return execute(tx_, sql, values..., words_.tsquery, pairs.numbers, pairs.seldom, named_id_,
                   cursor->key, cursor->id);
  });
}

pqxx::result CableSearch::ask_among(const CableFilter& filter, const std::string& sql) {
  const PhrasePairs pairs = pairs_.value_or(kNoPairs);
  return with_filter_values(filter, [&](const auto&... values) {
    return execute(tx_, sql, values..., words_.tsquery, pairs.numbers, pairs.seldom, named_id_);
  });
}

HitList CableSearch::page(const PageOfHits& wanted) {
  if (size_ == Size::kNone) return {};
  const PageOfHits asked = in_its_order(wanted);
  if (size_ == Size::kExact) {
    HitList list = page_of_all(asked);
    if (list.total.cables <= kMostExactMatches) return list;
    outgrow();
  }
  return page_of_many(asked);
}

HitList CableSearch::page_of_all(const PageOfHits& wanted) {
  const pqxx::result rows =
      ask(hits_statement(all_matches(by(), Ranked::kYes), hits_of_all(wanted)), wanted.after);
  return list_of(rows, wanted, {get<std::int64_t>(rows[0], "matches"), false}, words_);
}

HitList CableSearch::page_of_many(const PageOfHits& wanted) {
  const bool by_rank = wanted.order == SearchOrder::kRank;
  const auto& after = wanted.after;
  const std::int64_t reach = std::int64_t{wanted.limit} + (after ? 0 : wanted.offset) + 1;
  DatedMatches dated{.order = wanted.order,
                     .count = by_rank ? std::max(kRankedOfMany, after ? 0 : reach) : reach,
                     .behind_cursor = !by_rank && after && !after->key.empty(),
                     .undated = !by_rank && after && after->key.empty()};
  if (dated.undated) dated.behind_cursor = !after->id.empty();
  // Reading by time takes count/share rows, and by words as many as match.
  const double share = part_of(estimate_, corpus_);
  dated.through_the_words =
      by() != SearchBy::kFilterAlone &&
      static_cast<double>(dated.count) / share > static_cast<double>(estimate_);
  const HitsOfMatches hits{.order = wanted.order,
                           .behind_cursor = by_rank && after,
                           .limit = wanted.limit + 1,
                           .offset = after ? 0 : wanted.offset};
  const bool with_cursor = dated.behind_cursor || hits.behind_cursor;
  const pqxx::result rows = ask(hits_statement(dated_matches(by(), dated), hits),
                                with_cursor ? after : std::optional<SearchCursor>());
  HitList list = list_of(rows, wanted, {estimate_, true}, words_);
  // Those without a date are a list of their own, behind the others.
  if (!list.next && !by_rank && !dated.undated) list.next = SearchCursor{wanted.order, "", ""};
  return list;
}

SearchTotal CableSearch::total() {
  if (size_ == Size::kNone) return {};
  if (size_ == Size::kMany) return {estimate_, true};
  return page({.limit = 1}).total;
}

std::set<std::string> CableSearch::matches_among(const std::set<std::string>& ids) {
  CableFilter filter = filter_;
  if (filter.ids.empty()) {
    filter.ids.assign(ids.begin(), ids.end());
  } else {
    std::erase_if(filter.ids, [&](const std::string& id) { return !ids.contains(id); });
  }
  // Without any id the filter would leave all cables.
  if (size_ == Size::kNone || filter.ids.empty()) return {};
  const std::string sql = all_matches(by(), Ranked::kNo) + "SELECT id FROM match";
  return ids_of(ask_among(filter, sql));
}

SearchSpread CableSearch::spread() {
  if (size_ == Size::kNone) return {};
  if (size_ == Size::kExact) {
    SearchSpread found = spread_of(ask(spread_statement(all_matches(by(), Ranked::kNo))), 1);
    if (found.total.cables <= kMostExactMatches) return found;
    outgrow();
  }
  return spread_of_many();
}

// A sample is read whole, at 6 us a cable, or the index of words leaves those that match, for which
// it goes through all matches, at 1 us each. What it has to go through for a phrase or under a
// filter is not known.
bool CableSearch::is_sampled_by_the_words() const {
  return by() == SearchBy::kWords && !filter_.narrows() &&
         estimate_ < kMatchesARow * kSpreadMatches * corpus_ / std::max<std::int64_t>(estimate_, 1);
}

SearchSpread CableSearch::spread_of_many() {
  const bool by_the_words = is_sampled_by_the_words();
  const std::int64_t enough = kSpreadMatches * corpus_ / std::max<std::int64_t>(estimate_, 1);
  const std::int64_t most = by_the_words ? kSpreadSampleByTheWords : kSpreadSample;
  const std::int64_t sample = std::min(std::clamp(enough, kLeastSpreadSample, most), corpus_);
  const double scale =
      static_cast<double>(corpus_) / static_cast<double>(std::max<std::int64_t>(sample, 1));
  const std::string sql =
      spread_statement(sampled_matches(by(), {hash_bound(part_of(sample, corpus_)), by_the_words}));
  SearchSpread found = spread_of(ask(sql), scale);
  found.total = {estimate_, true};
  return found;
}

std::pair<HitList, SearchSpread> CableSearch::page_and_spread(const PageOfHits& wanted) {
  if (size_ == Size::kExact) {
    const PageOfHits asked = in_its_order(wanted);
    const pqxx::result rows =
        ask(hits_and_spread_statement(all_matches(by(), Ranked::kYes), hits_of_all(asked)),
            asked.after);
    SearchSpread spread = spread_of(rows, 1);
    if (spread.total.cables <= kMostExactMatches) {
      return {list_of(rows, asked, spread.total, words_), std::move(spread)};
    }
    outgrow();
  }
  return {page(wanted), spread()};
}

}  // namespace cabled::db
