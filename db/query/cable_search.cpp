#include "db/query/cable_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "db/query/search_statements.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "parsers/words/found_words.h"

namespace cabled::db {
namespace {

// A thousand of them tell 2 % of all from 3 %, at 6 us each.
constexpr std::int64_t kSample = 1'500;
// Of a thousand matches, a facet that a tenth of them have is told to within a tenth.
constexpr std::int64_t kSpreadMatches = 1'000;
constexpr std::int64_t kLeastSpreadSample = 2'000;
constexpr std::int64_t kSpreadSample = 10'000;
// A word of which the planner knows nothing is one of every 200th cable to it.
constexpr std::int64_t kLeastKnownShare = 50;

// To compile statements takes longer than they do. Of a bitmap that does not fit, pages are known
// alone, and each row of them is read.
constexpr const char* kSettings = "SET LOCAL jit = off; SET LOCAL work_mem = '64MB'";

constexpr const char* kTableSize = R"sql(
  SELECT CASE WHEN reltuples > 0 THEN reltuples::bigint ELSE (SELECT count(*) FROM cable) END
           AS cables
    FROM pg_class
   WHERE oid = 'cable'::regclass
)sql";

// Below which hash so many of all cables lie.
std::int64_t hash_bound(std::int64_t wanted, std::int64_t all) {
  constexpr double kHashes = 4294967296.0;
  const double part = std::min(
      1.0, static_cast<double>(wanted) / static_cast<double>(std::max<std::int64_t>(all, 1)));
  return static_cast<std::int64_t>(part * kHashes) - 2147483648;
}

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

SearchHit hit_of(const pqxx::row& row, const words::SearchWords& words) {
  return {.id = get<std::string>(row, "id"),
          .subject = get<OptionalText>(row, "subject"),
          .sent_at = get<OptionalText>(row, "sent_at"),
          .classification = get<OptionalText>(row, "classification"),
          .rank = get<double>(row, "rank"),
          .snippet = words::found_passages(get<OptionalText>(row, "text").value_or(""), words),
          .station = get<OptionalText>(row, "station"),
          .changed_at = get<std::string>(row, "changed_at")};
}

// Where the list goes on behind the row.
SearchCursor cursor_behind(const pqxx::row& row, SearchOrder order) {
  const char* key = order == SearchOrder::kRank ? "rank_text" : "seconds";
  return {order, get<OptionalText>(row, key).value_or(""), get<std::string>(row, "id")};
}

// One row more than are wanted tells that there is a next page; a row without an id, that there is
// no hit.
HitList list_of(const pqxx::result& rows, const PageOfHits& wanted,
                const words::SearchWords& words) {
  HitList list;
  for (const auto& row : rows) {
    if (row["id"].is_null()) break;
    if (static_cast<int>(list.hits.size()) == wanted.limit) {
      const auto last = static_cast<pqxx::result::size_type>(wanted.limit - 1);
      list.next = cursor_behind(rows[last], wanted.order);
      break;
    }
    list.hits.push_back(hit_of(row, words));
  }
  return list;
}

bool is_number(std::string_view text) {
  if (text.empty() || text.size() > 32) return false;
  double value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc{} && end == text.data() + text.size() && std::isfinite(value) &&
         std::abs(value) < 1e12;
}

}  // namespace

std::string SearchCursor::text() const {
  const char letter = order == SearchOrder::kRank          ? 'r'
                      : order == SearchOrder::kNewestFirst ? 'n'
                                                           : 'o';
  return fmt::format("{}~{}~{}", letter, key, id);
}

Result<SearchCursor> SearchCursor::parse(std::string_view text) {
  constexpr std::size_t kLongest = 400;
  const std::size_t second = text.size() > 2 ? text.find('~', 2) : std::string_view::npos;
  const std::size_t order = std::string_view("rno").find(text.empty() ? '?' : text.front());
  if (text.size() > kLongest || second == std::string_view::npos || text[1] != '~' ||
      order == std::string_view::npos) {
    return fail(ErrorKind::kInvalid, "'{}' is no cursor of a search", text.substr(0, kLongest));
  }
  SearchCursor cursor{static_cast<SearchOrder>(order), std::string(text.substr(2, second - 2)),
                      std::string(text.substr(second + 1))};
  const bool dated_end = cursor.key.empty() && cursor.order != SearchOrder::kRank;
  const bool clean = std::ranges::none_of(cursor.id, [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F;
  });
  if (!clean || (!dated_end && !is_number(cursor.key))) {
    return fail(ErrorKind::kInvalid, "'{}' is no cursor of a search", text);
  }
  return cursor;
}

CableSearch::CableSearch(pqxx::work& tx, const SearchQuery& query)
    : tx_(tx),
      filter_{query.filter, std::nullopt},
      named_id_(query.named_id),
      words_(words::search_words(query)) {
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
  const pqxx::result plan = with_filter_values(filter_, [&](const auto&... values) {
    return by() == SearchBy::kWords
               ? execute(tx_, estimate_statement(by()), values..., words_.tsquery)
               : execute(tx_, estimate_statement(by()), values...);
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
  const bool is_one_word = words_.tsquery.find_first_of("&<!*") == std::string::npos;
  return by() == SearchBy::kWords && is_one_word && !filter_.narrows() &&
         estimate_ * kLeastKnownShare >= corpus_;
}

void CableSearch::take_for_many() {
  const std::string sql = sample_statement(by(), hash_bound(kSample, corpus_));
  const pqxx::result rows = with_filter_values(filter_, [&](const auto&... values) {
    return execute(tx_, sql, values..., words_.tsquery, named_id_);
  });
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
  return words_.tsquery.empty() ? SearchBy::kFilterAlone : SearchBy::kWords;
}

HitList CableSearch::page(const PageOfHits& wanted) {
  if (size_ == Size::kNone) return {};
  PageOfHits asked = wanted;
  if (asked.after) asked.order = asked.after->order;
  if (by() == SearchBy::kFilterAlone && asked.order == SearchOrder::kRank) {
    asked.order = SearchOrder::kNewestFirst;
  }
  if (size_ == Size::kExact) {
    HitList list = page_of_all(asked);
    if (list.total.cables <= kMostExactMatches) return list;
    outgrow();
  }
  return page_of_many(asked);
}

HitList CableSearch::page_of_all(const PageOfHits& wanted) {
  const auto& after = wanted.after;
  const std::string sql = hits_statement(all_matches(by(), Ranked::kYes),
                                         {.order = wanted.order,
                                          .behind_cursor = after.has_value(),
                                          .undated_cursor = after && after->key.empty(),
                                          .limit = wanted.limit + 1,
                                          .offset = after ? 0 : wanted.offset});
  const pqxx::result rows = with_filter_values(filter_, [&](const auto&... values) {
    return after ? execute(tx_, sql, values..., words_.tsquery, named_id_, after->key, after->id)
                 : execute(tx_, sql, values..., words_.tsquery, named_id_);
  });
  HitList list = list_of(rows, wanted, words_);
  list.total = {get<std::int64_t>(rows[0], "matches"), false};
  return list;
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
  const double share =
      static_cast<double>(estimate_) / static_cast<double>(std::max<std::int64_t>(corpus_, 1));
  dated.through_the_words = by() == SearchBy::kWords && static_cast<double>(dated.count) / share >
                                                            static_cast<double>(estimate_);
  const HitsOfMatches hits{.order = wanted.order,
                           .behind_cursor = by_rank && after,
                           .limit = wanted.limit + 1,
                           .offset = after ? 0 : wanted.offset};
  const std::string sql = hits_statement(dated_matches(by(), dated), hits);
  const bool with_cursor = dated.behind_cursor || hits.behind_cursor;
  const pqxx::result rows = with_filter_values(filter_, [&](const auto&... values) {
    return with_cursor
               ? execute(tx_, sql, values..., words_.tsquery, named_id_, after->key, after->id)
               : execute(tx_, sql, values..., words_.tsquery, named_id_);
  });
  HitList list = list_of(rows, wanted, words_);
  list.total = {estimate_, true};
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
  return ids_of(with_filter_values(filter, [&](const auto&... values) {
    return execute(tx_, sql, values..., words_.tsquery, named_id_);
  }));
}

SearchSpread CableSearch::spread() {
  if (size_ == Size::kNone) return {};
  if (size_ == Size::kExact) {
    SearchSpread found = spread_by(all_matches(by(), Ranked::kNo), 1);
    if (found.total.cables <= kMostExactMatches) return found;
    outgrow();
  }
  const std::int64_t enough = kSpreadMatches * corpus_ / std::max<std::int64_t>(estimate_, 1);
  const std::int64_t sample =
      std::min(std::clamp(enough, kLeastSpreadSample, kSpreadSample), corpus_);
  const double scale =
      static_cast<double>(corpus_) / static_cast<double>(std::max<std::int64_t>(sample, 1));
  SearchSpread found = spread_by(sampled_matches(by(), hash_bound(sample, corpus_)), scale);
  found.total = {estimate_, true};
  return found;
}

SearchSpread CableSearch::spread_by(const std::string& matches, double scale) {
  const std::string sql = spread_statement(matches);
  const pqxx::result rows = with_filter_values(filter_, [&](const auto&... values) {
    return execute(tx_, sql, values..., words_.tsquery, named_id_);
  });
  SearchSpread found;
  for (const auto& row : rows) {
    const auto facet = get<std::string>(row, "facet");
    auto value = get<std::string>(row, "value");
    const auto count = static_cast<std::int64_t>(
        std::llround(static_cast<double>(get<std::int64_t>(row, "cables")) * scale));
    if (facet == "all") {
      found.total.cables = count;
    } else if (facet == "month") {
      if (value.empty()) {
        found.undated = count;
      } else {
        found.months.push_back({std::move(value), count});
      }
    } else {
      found.facets.push_back({facet, std::move(value), count});
    }
  }
  return found;
}

}  // namespace cabled::db
