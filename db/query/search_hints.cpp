#include "db/query/search_hints.h"

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "db/sql/transaction_modes.h"

namespace cabled::db {
namespace {

constexpr const char* kKnownIds = R"sql(
  SELECT c.id
    FROM unnest($1::text[]) WITH ORDINALITY AS asked(id, place)
    JOIN cable c ON c.id = asked.id
   WHERE c.twin_of IS NULL
   ORDER BY place
   LIMIT $2
)sql";

// Index used: cable_search, once a word. The planner takes an unknown word for one of every 200th
// cable, and would rather read the table. Of words with one stem ("governent", "government") the
// index cannot tell which is there; letters are left out more often than put in, so the longest is
// offered.
constexpr const char* kKnownWords = R"sql(
  SELECT word, n
    FROM (SELECT DISTINCT ON (plainto_tsquery('english', word)::text) word,
                 plainto_tsquery('english', word) || plainto_tsquery('simple', word) AS query
            FROM unnest($1::text[]) AS word
           ORDER BY plainto_tsquery('english', word)::text, length(word) DESC,
                    word COLLATE "C") AS asked
   CROSS JOIN LATERAL (
      SELECT count(*) AS n FROM (SELECT FROM cable c WHERE c.search @@ query LIMIT 1000) AS hit
    ) AS counted
   WHERE n > 0
   ORDER BY n DESC, length(word) DESC, word COLLATE "C"
   LIMIT $2
)sql";

}  // namespace

std::vector<std::string> known_ids(pqxx::work& tx, const std::vector<std::string>& ids, int most) {
  std::vector<std::string> known;
  for (const auto& row : execute(tx, kKnownIds, array_literal(ids), most)) {
    known.push_back(get<std::string>(row, "id"));
  }
  return known;
}

std::vector<WordCount> known_words(pqxx::work& tx, const std::vector<std::string>& words,
                                   int most) {
  std::vector<WordCount> known;
  if (words.empty()) return known;
  without_jit(tx);
  without_seqscan(tx);
  for (const auto& row : execute(tx, kKnownWords, array_literal(words), most)) {
    known.push_back({get<std::string>(row, "word"), get<std::int64_t>(row, "n")});
  }
  return known;
}

}  // namespace cabled::db
