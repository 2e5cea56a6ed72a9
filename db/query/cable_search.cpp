#include "db/query/cable_search.h"

#include <fmt/format.h>

#include <algorithm>

#include "db/sql/columns.h"

namespace cabled::db {
namespace {

// Parameters: $1 to $8 the filter, $9 words, $10 prefixes, $11 excludes. Ids and TAGS are
// indexed as they are and texts by their stems, so words are looked for in both forms; not so words
// that are to be absent, of which the other form would be absent always. The planner is not to see
// the query: it takes a phrase for frequent as its words are, and reads all vectors to find it.
constexpr const char* kQuery = R"sql(
  WITH f AS (
    SELECT websearch_to_tsquery('english', $9) AS stems,
           websearch_to_tsquery('simple', $9) AS forms),
  w AS (
    SELECT CASE WHEN $11::boolean OR stems = forms THEN stems ELSE stems || forms END AS words,
           CASE WHEN $10::text = '' THEN ''::tsquery
                ELSE to_tsquery('english', $10) || to_tsquery('simple', $10) END AS prefixes
      FROM f),
  q AS MATERIALIZED (
    SELECT CASE WHEN numnode(words) = 0 THEN prefixes
                WHEN numnode(prefixes) = 0 THEN words
                ELSE words && prefixes END AS q
      FROM w)
)sql";

// {0}: kQuery, {1}: the condition of the filter, {2}: how many matches are wanted.
//
// How far the table is to be read for as many matches as are wanted: a word that is in half of a
// million cables takes the index 0.4 s, and reading the table's beginning 3 us a row. A sample of
// some 500 rows tells; more than a fortieth of the table is never read. Named by its function, the
// condition is hidden from the index.
constexpr const char* kBeginning = R"sql(
  {0},
  size AS MATERIALIZED (
    SELECT relpages, greatest(reltuples, 1) AS cables FROM pg_class WHERE oid = 'cable'::regclass),
  sample AS (
    SELECT count(*)::float8 AS seen,
           count(*) FILTER (WHERE ts_match_vq(c.search, q.q) AND {1}) AS matches
      FROM q, cable c TABLESAMPLE SYSTEM ((SELECT least(100, 50000 / cables) FROM size))
                                  REPEATABLE (0)),
  part AS (
    SELECT 1.3 * {2} * seen / nullif(matches, 0) / cables AS part FROM size, sample)
  SELECT CASE WHEN part <= 1 / 40.0 THEN ceil(relpages * part)::bigint ELSE 0 END AS pages
    FROM size, part
)sql";

// {0}: kQuery, {1}: the condition of the filter, {2}: what is asked for of a match.
//
// $12 is the id, $13 where the beginning ends, $14 how many matches are wanted. Both parts give
// rows as they lie in the table, so together they are its first matches. What is asked for of each
// is taken as it is found: looking it up again costs as much again.
constexpr const char* kMatches = R"sql(
  {0},
  found AS (
    (SELECT {2}, false AS named FROM cable c, q
      WHERE c.ctid < $13::tid AND ts_match_vq(c.search, q.q)
        AND c.id IS DISTINCT FROM $12::text AND {1}
     UNION ALL
     SELECT {2}, false FROM cable c, q
      WHERE c.ctid >= $13::tid AND c.search @@ q.q
        AND c.id IS DISTINCT FROM $12::text AND {1}
      LIMIT $14)
    UNION ALL
    SELECT {2}, true FROM cable c WHERE c.id = $12::text AND {1})
)sql";

// {0}: kMatches. Snippets are made for the page of hits alone: ts_headline reads whole texts.
constexpr const char* kRankedColumns =
    "c.id, c.subject, c.sent_at, c.classification, c.best_key, c.assembled, c.search";
constexpr const char* kRanked = R"sql(
  {0},
  hit AS (
    SELECT f.id, f.subject, f.sent_at, f.classification, f.best_key, f.assembled,
           CASE WHEN f.named THEN 1000 ELSE ts_rank_cd(f.search, q.q) END AS rank
      FROM found f, q
     ORDER BY rank DESC, f.id
     LIMIT $15 OFFSET $16)
  SELECT h.id, h.subject, utc_text(h.sent_at) AS sent_at, h.classification, h.rank,
         ts_headline('english', left(coalesce(h.assembled, r.text), 100000), q.q,
                     'MaxFragments=2, MaxWords=18, MinWords=6, StartSel=' || chr(2)
                       || ', StopSel=' || chr(3)) AS snippet
    FROM hit h
    JOIN rendition r ON r.cable_id = h.id AND r.content_key = h.best_key, q
   ORDER BY h.rank DESC, h.id
)sql";

// {0}: kMatches.
constexpr const char* kFacetColumns = "c.id, c.station, c.year, c.tags, c.classification";
constexpr const char* kFacets = R"sql(
  {0},
  match AS MATERIALIZED (SELECT * FROM found),
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
              JOIN sighting s ON s.rendition_id = r.id) AS s),
  counted AS (
    SELECT place, facet, value, count(*) AS n,
           row_number() OVER (PARTITION BY facet ORDER BY count(*) DESC, value COLLATE "C") AS nth
      FROM value
     WHERE value IS NOT NULL
     GROUP BY place, facet, value)
  SELECT facet, value, n AS cables FROM counted WHERE nth <= 10 ORDER BY place, n DESC, value COLLATE "C"
)sql";

// Of a phrase of common words, some two hundred vectors are read for each match, at 4 us.
constexpr std::int64_t kRankedMatches = 300;
constexpr std::int64_t kCountedMatches = 20'000;

std::string statement(const CableFilter& filter, const char* columns, const char* tail) {
  return fmt::format(fmt::runtime(tail),
                     fmt::format(kMatches, kQuery, filter_condition(filter), columns));
}

// The place in the table up to which it is read without the index.
std::string beginning(pqxx::work& tx, const SearchText& text, const CableFilter& filter,
                      std::int64_t wanted) {
  const std::string sql = fmt::format(kBeginning, kQuery, filter_condition(filter), wanted);
  const pqxx::result rows = with_filter_values(filter, [&](const auto&... values) {
    return tx.exec_params(sql, values..., text.words, text.prefixes, text.excludes);
  });
  return fmt::format("({},0)", get<std::int64_t>(rows[0], "pages"));
}

bool is_prefix_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// "negotiat*": letters and digits alone, so that nothing in it is an operator.
bool is_prefix(std::string_view word) {
  if (word.size() < 2 || word.back() != '*') return false;
  word.remove_suffix(1);
  return std::ranges::all_of(word, is_prefix_byte);
}

// Stems can be shorter than the beginning that is asked for ("negotiations" is indexed as
// "negoti"), so what the beginning may grow into is looked for too, by the stems of those words:
// whole ones and ones of which the ending has begun.
std::string prefix_query(std::string_view beginning) {
  constexpr const char* kEndings[] = {"e",   "s",   "d",   "n",   "g",    "y",    "ed",   "es",
                                      "er",  "al",  "on",  "ng",  "ly",   "ty",   "ve",   "ion",
                                      "ing", "ity", "ive", "ies", "able", "ment", "ness", "ation"};
  std::string query = fmt::format("({}:*", beginning);
  for (const char* ending : kEndings) query += fmt::format(" | {}{}", beginning, ending);
  return query + ")";
}

}  // namespace

SearchText read_search_text(std::string_view query) {
  SearchText out;
  bool quoted = false;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find(' '), query.size());
    const std::string_view word = query.substr(0, end);
    if (!quoted && is_prefix(word)) {
      if (!out.prefixes.empty()) out.prefixes += " & ";
      out.prefixes += prefix_query(word.substr(0, word.size() - 1));
    } else {
      if (!quoted && word.size() > 1 && word.front() == '-') out.excludes = true;
      if (!out.words.empty()) out.words += ' ';
      out.words += word;
    }
    if (std::ranges::count(word, '"') % 2 == 1) quoted = !quoted;
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return out;
}

std::vector<SearchHit> search_cables(pqxx::work& tx, const SearchText& text,
                                     const CableFilter& filter, int limit, int offset) {
  const std::string sql = statement(filter, kRankedColumns, kRanked);
  const auto wanted = std::max(kRankedMatches, std::int64_t{limit} + offset);
  const std::string end = beginning(tx, text, filter, wanted);
  const pqxx::result rows = with_filter_values(filter, [&](const auto&... values) {
    return tx.exec_params(sql, values..., text.words, text.prefixes, text.excludes, text.id, end,
                          wanted, limit, offset);
  });
  std::vector<SearchHit> hits;
  for (const auto& row : rows) {
    hits.push_back({get<std::string>(row, "id"), get<OptionalText>(row, "subject"),
                    get<OptionalText>(row, "sent_at"), get<OptionalText>(row, "classification"),
                    get<double>(row, "rank"), get<std::string>(row, "snippet")});
  }
  return hits;
}

std::vector<FacetValue> search_facets(pqxx::work& tx, const SearchText& text,
                                      const CableFilter& filter) {
  const std::string sql = statement(filter, kFacetColumns, kFacets);
  const std::string end = beginning(tx, text, filter, kCountedMatches);
  const pqxx::result rows = with_filter_values(filter, [&](const auto&... values) {
    return tx.exec_params(sql, values..., text.words, text.prefixes, text.excludes, text.id, end,
                          kCountedMatches);
  });
  std::vector<FacetValue> values;
  for (const auto& row : rows) {
    values.push_back({get<std::string>(row, "facet"), get<std::string>(row, "value"),
                      get<std::int64_t>(row, "cables")});
  }
  return values;
}

}  // namespace cabled::db
