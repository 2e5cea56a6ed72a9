#include "db/query/search_statements.h"

#include <fmt/format.h>

namespace cabled::db {
namespace {

constexpr const char* kQuery = R"sql(
  WITH q AS MATERIALIZED (
    SELECT $13::tsquery AS q, $14::smallint[] AS pairs, $15::tsquery AS seldom, $16::text AS named)
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

// A text that has the phrase has the number of its pair, or is one by whose list the pair was not
// numbered; or it has the phrase in a form that is seldom ($15).
constexpr const char* kPairsCondition =
    "c.search @@ $13::tsquery AND (c.pairs && $14::smallint[] OR c.search @@ $15::tsquery)";

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
      WHERE {3} AND c.id IS DISTINCT FROM $16::text AND {4}
      LIMIT {5})
    UNION ALL
    SELECT {1}, 1000, true FROM cable c WHERE c.id = $16::text AND {4})
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
             WHERE {3} AND c.id IS DISTINCT FROM $16::text AND {4} AND {5}
             ORDER BY {6}
             LIMIT {7}) AS c, q
    UNION ALL
    SELECT {1}, 1000, true FROM cable c WHERE c.id = $16::text AND {4} AND {5})
)sql";

// {0}: place, {1}: order, {2}: limit, {3}: offset. Texts come for the page of hits alone, and the
// passages that are shown of them are looked for here: ts_headline takes 5 ms for a text of 60 kB.
constexpr const char* kHits = R"sql(
  total AS (SELECT count(*) AS matches FROM match),
  hit AS (
    SELECT m.*, row_number() OVER (ORDER BY {1}) AS nth
      FROM match m WHERE {0} ORDER BY {1} LIMIT {2} OFFSET {3}),
  shown AS (
    SELECT t.matches, h.nth, h.id, c.subject, utc_text(c.sent_at) AS sent_at, c.classification,
           c.station, h.rank, utc_text(c.changed_at) AS changed_at,
           extract(epoch FROM h.sent_at)::text AS seconds, h.rank::text AS rank_text,
           left(coalesce(c.assembled, r.text), 100000) AS text
      FROM total t
      LEFT JOIN hit h ON true
      LEFT JOIN cable c ON c.id = h.id
      LEFT JOIN rendition r ON r.cable_id = c.id AND r.content_key = c.best_key)
)sql";

// {0}: of how many matches the sites are looked up, at 20 us each: those with the least hashes.
constexpr const char* kSpread = R"sql(
  whole AS (SELECT count(*) AS n, greatest(1, count(*) / {0}.0) AS parts FROM match),
  sited AS (SELECT id FROM match ORDER BY hashtext(id), id LIMIT {0}),
  value AS (
    SELECT 1 AS place, 'station' AS facet, station AS value, count(*) AS n
      FROM match WHERE station IS NOT NULL GROUP BY station
    UNION ALL
    SELECT 2, 'year', year::text, count(*) FROM match WHERE year IS NOT NULL GROUP BY year
    UNION ALL
    SELECT 3, 'tag', tag, count(*) FROM (SELECT unnest(tags) AS tag FROM match) AS t GROUP BY tag
    UNION ALL
    SELECT 4, 'classification', classification, count(*)
      FROM match WHERE classification IS NOT NULL GROUP BY classification
    UNION ALL
    SELECT 5, 'site', s.site, round(count(DISTINCT m.id) * (SELECT parts FROM whole))::bigint
      FROM sited m
      JOIN rendition r ON r.cable_id = m.id
      JOIN sighting s ON s.rendition_id = r.id AND s.superseded_at IS NULL
     GROUP BY s.site
    UNION ALL
    SELECT 6, 'month', coalesce(to_char(month AT TIME ZONE 'UTC', 'YYYY-MM'), ''), n
      FROM (SELECT date_trunc('month', sent_at, 'UTC') AS month, count(*) AS n
              FROM match GROUP BY 1) AS m
    UNION ALL
    SELECT 7, 'all', '', n FROM whole),
  counted AS (
    SELECT place, facet, value, n,
           row_number() OVER (PARTITION BY facet ORDER BY n DESC, value COLLATE "C") AS of_facet
      FROM value),
  told AS (
    SELECT row_number() OVER (ORDER BY place, CASE WHEN place = 6 THEN value END COLLATE "C",
                                       of_facet) AS nth,
           facet, value, n AS cables
      FROM counted
     WHERE of_facet <= 10 OR place >= 6)
)sql";

// The planner is not to see a phrase where it is looked for: it takes it for as frequent as its
// words are, and reads all vectors to find it. Of words it knows what to expect, and of numbered
// pairs. Named by its function, the condition is hidden from the index.
const char* words_condition(SearchBy by, bool by_index) {
  if (by == SearchBy::kFilterAlone) return "true";
  if (!by_index) return "ts_match_vq(c.search, (SELECT q FROM q))";
  switch (by) {
    case SearchBy::kPhrases:
      return "c.search @@ (SELECT q FROM q)";
    case SearchBy::kPairs:
      return kPairsCondition;
    default:
      return "c.search @@ $13::tsquery";
  }
}

const char* rank_of(SearchBy by) { return by == SearchBy::kFilterAlone ? kNoRank : kRank; }

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
    return newest ? "c.sent_at IS NULL AND $17::text IS NOT NULL AND c.id > $18::text"
                  : "c.sent_at IS NULL AND $17::text IS NOT NULL AND c.id < $18::text";
  }
  if (wanted.undated) return "c.sent_at IS NULL";
  if (!wanted.behind_cursor) return newest ? "true" : "c.sent_at IS NOT NULL";
  return newest ? "c.sent_at <= to_timestamp($17::text::float8) AND (c.sent_at <"
                  " to_timestamp($17::text::float8) OR c.id > $18::text)"
                : "c.sent_at >= to_timestamp($17::text::float8) AND (c.sent_at >"
                  " to_timestamp($17::text::float8) OR c.id < $18::text)";
}

const char* place_in_matches(const HitsOfMatches& wanted) {
  if (!wanted.behind_cursor) return "true";
  const bool oldest = wanted.order == SearchOrder::kOldestFirst;
  if (wanted.order == SearchOrder::kRank) {
    return "(m.rank < $17::text::real OR m.rank = $17::text::real AND m.id > $18::text)";
  }
  if (wanted.undated_cursor) {
    return oldest ? "(m.sent_at IS NULL AND $17::text IS NOT NULL AND ($18 = '' OR m.id < $18))"
                  : "(m.sent_at IS NULL AND $17::text IS NOT NULL AND m.id > $18::text)";
  }
  return oldest ? "(m.sent_at IS NULL OR m.sent_at > to_timestamp($17::text::float8) OR m.sent_at ="
                  " to_timestamp($17::text::float8) AND m.id < $18::text)"
                : "(m.sent_at IS NULL OR m.sent_at < to_timestamp($17::text::float8) OR m.sent_at ="
                  " to_timestamp($17::text::float8) AND m.id > $18::text)";
}

std::string hits_part(const HitsOfMatches& wanted) {
  return fmt::format(kHits, place_in_matches(wanted), order_of(wanted.order, false), wanted.limit,
                     wanted.offset);
}

std::string spread_part(std::int64_t sited) { return fmt::format(kSpread, sited); }

}  // namespace

std::string estimate_statement(SearchBy by) {
  const char* words =
      by == SearchBy::kPhrases ? "c.search @@ $13::tsquery" : words_condition(by, true);
  return fmt::format(kPlannedRows, words, kFilterCondition);
}

std::string sample_statement(SearchBy by, std::int64_t below) {
  return fmt::format(kCountSample, kQuery, words_condition(by, false), kFilterCondition, below);
}

std::string all_matches(SearchBy by, Ranked ranked) {
  return fmt::format(kAllMatches, kQuery, kColumns, ranked == Ranked::kYes ? rank_of(by) : kNoRank,
                     words_condition(by, true), kFilterCondition, kMostExactMatches + 1);
}

std::string sampled_matches(SearchBy by, const SampledMatches& wanted) {
  return fmt::format(kSampledMatches, kQuery, kColumns,
                     words_condition(by, wanted.through_the_words), kFilterCondition, wanted.below);
}

std::string dated_matches(SearchBy by, const DatedMatches& wanted) {
  return fmt::format(kDatedMatches, kQuery, kColumns, rank_of(by),
                     words_condition(by, wanted.through_the_words), kFilterCondition,
                     place_in_table(wanted), order_of(wanted.order, true), wanted.count);
}

std::string hits_statement(const std::string& matches, const HitsOfMatches& wanted) {
  return fmt::format("{},{} SELECT * FROM shown ORDER BY nth", matches, hits_part(wanted));
}

std::string spread_statement(const std::string& matches) {
  return fmt::format("{},{} SELECT facet, value, cables FROM told ORDER BY nth", matches,
                     spread_part(kMostExactMatches));
}

std::string hits_and_spread_statement(const std::string& matches, const HitsOfMatches& wanted) {
  return fmt::format(
      "{},{},{} SELECT s.*, t.facet, t.value, t.cables"
      " FROM (SELECT 1 AS part, * FROM shown) AS s"
      " FULL JOIN (SELECT 2 AS part, * FROM told) AS t ON t.part = s.part"
      " ORDER BY t.part NULLS FIRST, s.nth, t.nth",
      matches, hits_part(wanted), spread_part(kSitedMatches));
}

}  // namespace cabled::db
