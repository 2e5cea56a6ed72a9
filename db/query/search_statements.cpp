#include "db/query/search_statements.h"

#include <fmt/format.h>

namespace cabled::db {
namespace {

// The planner is not to see the query where it is looked for: it takes a phrase for as frequent as
// its words are, and reads all vectors to find it.
constexpr const char* kQuery = R"sql(
  WITH q AS MATERIALIZED (SELECT $13::tsquery AS q, $14::text AS named)
)sql";

// {0}: condition on the words, {1}: that of the filter.
constexpr const char* kPlannedRows = R"sql(
  EXPLAIN (FORMAT JSON) SELECT FROM cable c WHERE {0} AND {1}
)sql";

// {0}: kQuery, {1}: words, {2}: filter, {3}: hash.
constexpr const char* kCountSample = R"sql(
  {0}
  SELECT count(*) AS seen, count(*) FILTER (WHERE {1} AND {2}) AS matches
    FROM cable c, q
   WHERE hashtext(c.id) < {3}
)sql";

// A word of the subject, id or TAGS weighs as much as fifty of the text.
constexpr const char* kColumns = R"sql(
  c.id, c.sent_at, c.station, c.year, c.tags, c.classification)sql";
constexpr const char* kRank = "ts_rank_cd('{0.02, 0.2, 0.4, 1}', c.search, q.q)";
constexpr const char* kNoRank = "0::real";

// {0}: kQuery, {1}: columns, {2}: rank, {3}: words, {4}: filter, {5}: how many at most. The cable
// that is named comes whether it has the words or not.
constexpr const char* kAllMatches = R"sql(
  {0},
  match AS MATERIALIZED (
    (SELECT {1}, {2} AS rank, false AS named FROM cable c, q
      WHERE {3} AND c.id IS DISTINCT FROM $14::text AND {4}
      LIMIT {5})
    UNION ALL
    SELECT {1}, 1000, true FROM cable c WHERE c.id = $14::text AND {4})
)sql";

// {0}: kQuery, {1}: columns, {2}: words, {3}: filter, {4}: hash.
constexpr const char* kSampledMatches = R"sql(
  {0},
  match AS MATERIALIZED (
    SELECT {1}, 0::real AS rank FROM cable c, q WHERE hashtext(c.id) < {4} AND {2} AND {3})
)sql";

// {0}: kQuery, {1}: columns, {2}: rank, {3}: words, {4}: filter, {5}: place, {6}: order, {7}: how
// many. Those without a date come last whichever way the others go.
constexpr const char* kDatedMatches = R"sql(
  {0},
  match AS MATERIALIZED (
    SELECT {1}, {2} AS rank, false AS named
      FROM (SELECT c.*
              FROM cable c
             WHERE {3} AND c.id IS DISTINCT FROM $14::text AND {4} AND {5}
             ORDER BY {6}
             LIMIT {7}) AS c, q
    UNION ALL
    SELECT {1}, 1000, true FROM cable c WHERE c.id = $14::text AND {4} AND {5})
)sql";

// {0}: matches, {1}: place, {2}: order, {3}: limit, {4}: offset. Texts come
// for the page of hits alone, and the passages that are shown of them are looked for here:
// ts_headline takes 5 ms for a text of 60 kB.
constexpr const char* kHits = R"sql(
  {0},
  total AS (SELECT count(*) AS matches FROM match),
  hit AS (SELECT m.* FROM match m WHERE {1} ORDER BY {2} LIMIT {3} OFFSET {4})
  SELECT t.matches, m.id, c.subject, utc_text(c.sent_at) AS sent_at, c.classification, c.station,
         m.rank, utc_text(c.changed_at) AS changed_at,
         extract(epoch FROM m.sent_at)::text AS seconds, m.rank::text AS rank_text,
         left(coalesce(c.assembled, r.text), 100000) AS text
    FROM total t
    LEFT JOIN hit m ON true
    LEFT JOIN cable c ON c.id = m.id
    LEFT JOIN rendition r ON r.cable_id = c.id AND r.content_key = c.best_key
   ORDER BY {2}
)sql";

// {0}: matches.
constexpr const char* kSpread = R"sql(
  {0},
  value AS (
    SELECT 1 AS place, 'station' AS facet, station AS value FROM match
    UNION ALL SELECT 2, 'year', year::text FROM match
    UNION ALL SELECT 3, 'tag', unnest(tags) FROM match
    UNION ALL SELECT 4, 'classification', classification FROM match
    UNION ALL
    SELECT 5, 'site', s.site
      FROM (SELECT DISTINCT m.id, s.site
              FROM match m
              JOIN rendition r ON r.cable_id = m.id
              JOIN sighting s ON s.rendition_id = r.id AND s.superseded_at IS NULL) AS s
    UNION ALL SELECT 6, 'month', coalesce(to_char(sent_at AT TIME ZONE 'UTC', 'YYYY-MM'), '')
      FROM match
    UNION ALL SELECT 7, 'all', '' FROM match),
  counted AS (
    SELECT place, facet, value, count(*) AS n,
           row_number() OVER (PARTITION BY facet ORDER BY count(*) DESC, value COLLATE "C") AS nth
      FROM value
     WHERE value IS NOT NULL
     GROUP BY place, facet, value)
  SELECT facet, value, n AS cables
    FROM counted
   WHERE nth <= 10 OR place >= 6
   ORDER BY place, CASE WHEN place = 6 THEN value END COLLATE "C", n DESC, value COLLATE "C"
)sql";

// Named by its function, the condition is hidden from the index.
const char* words_condition(SearchBy by, bool by_index) {
  if (by == SearchBy::kFilterAlone) return "true";
  return by_index ? "c.search @@ (SELECT q FROM q)" : "ts_match_vq(c.search, (SELECT q FROM q))";
}

const char* rank_of(SearchBy by) { return by == SearchBy::kWords ? kRank : kNoRank; }

const char* order_of(SearchOrder order, bool of_table) {
  switch (order) {
    case SearchOrder::kRank:
      if (!of_table) return "m.rank DESC, m.id";
      [[fallthrough]];
    case SearchOrder::kNewestFirst:
      return of_table ? "c.sent_at DESC NULLS LAST, c.id" : "m.sent_at DESC NULLS LAST, m.id";
    case SearchOrder::kOldestFirst:
      return of_table ? "c.sent_at ASC NULLS FIRST, c.id DESC"
                      : "m.sent_at ASC NULLS LAST, m.id DESC";
  }
  return "m.id";
}

const char* place_in_table(const DatedMatches& wanted) {
  const bool newest = wanted.order != SearchOrder::kOldestFirst;
  if (wanted.undated && wanted.behind_cursor) {
    return newest ? "c.sent_at IS NULL AND $15::text IS NOT NULL AND c.id > $16::text"
                  : "c.sent_at IS NULL AND $15::text IS NOT NULL AND c.id < $16::text";
  }
  if (wanted.undated) return "c.sent_at IS NULL";
  if (!wanted.behind_cursor) return newest ? "true" : "c.sent_at IS NOT NULL";
  return newest ? "c.sent_at <= to_timestamp($15::text::float8) AND (c.sent_at <"
                  " to_timestamp($15::text::float8) OR c.id > $16::text)"
                : "c.sent_at >= to_timestamp($15::text::float8) AND (c.sent_at >"
                  " to_timestamp($15::text::float8) OR c.id < $16::text)";
}

const char* place_in_matches(const HitsOfMatches& wanted) {
  if (!wanted.behind_cursor) return "true";
  const bool oldest = wanted.order == SearchOrder::kOldestFirst;
  if (wanted.order == SearchOrder::kRank) {
    return "(m.rank < $15::text::real OR m.rank = $15::text::real AND m.id > $16::text)";
  }
  if (wanted.undated_cursor) {
    return oldest ? "(m.sent_at IS NULL AND $15::text IS NOT NULL AND ($16 = '' OR m.id < $16))"
                  : "(m.sent_at IS NULL AND $15::text IS NOT NULL AND m.id > $16::text)";
  }
  return oldest ? "(m.sent_at IS NULL OR m.sent_at > to_timestamp($15::text::float8) OR m.sent_at ="
                  " to_timestamp($15::text::float8) AND m.id < $16::text)"
                : "(m.sent_at IS NULL OR m.sent_at < to_timestamp($15::text::float8) OR m.sent_at ="
                  " to_timestamp($15::text::float8) AND m.id > $16::text)";
}

}  // namespace

std::string estimate_statement(SearchBy by) {
  return fmt::format(kPlannedRows, by == SearchBy::kWords ? "c.search @@ $13::tsquery" : "true",
                     kFilterCondition);
}

std::string sample_statement(SearchBy by, std::int64_t below) {
  return fmt::format(kCountSample, kQuery, words_condition(by, false), kFilterCondition, below);
}

std::string all_matches(SearchBy by, Ranked ranked) {
  return fmt::format(kAllMatches, kQuery, kColumns, ranked == Ranked::kYes ? rank_of(by) : kNoRank,
                     words_condition(by, true), kFilterCondition, kMostExactMatches + 1);
}

std::string sampled_matches(SearchBy by, std::int64_t below) {
  return fmt::format(kSampledMatches, kQuery, kColumns, words_condition(by, false),
                     kFilterCondition, below);
}

std::string dated_matches(SearchBy by, const DatedMatches& wanted) {
  return fmt::format(kDatedMatches, kQuery, kColumns, rank_of(by),
                     words_condition(by, wanted.through_the_words), kFilterCondition,
                     place_in_table(wanted), order_of(wanted.order, true), wanted.count);
}

std::string hits_statement(const std::string& matches, const HitsOfMatches& wanted) {
  return fmt::format(kHits, matches, place_in_matches(wanted), order_of(wanted.order, false),
                     wanted.limit, wanted.offset);
}

std::string spread_statement(const std::string& matches) { return fmt::format(kSpread, matches); }

}  // namespace cabled::db
