#include "db/query/search_hints.h"

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/transaction_modes.h"
#include "parsers/words/search_words.h"

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
// cable, and would rather read the table.
constexpr const char* kKnownWords = R"sql(
  SELECT word, n
    FROM unnest($1::text[], $2::tsquery[]) AS asked(word, query)
   CROSS JOIN LATERAL (
      SELECT count(*) AS n FROM (SELECT FROM cable c WHERE c.search @@ query LIMIT 1000) AS hit
    ) AS counted
   WHERE n > 0
   ORDER BY n DESC, word COLLATE "C"
   LIMIT $3
)sql";

}  // namespace

std::vector<std::string> known_ids(pqxx::work& tx, const std::vector<std::string>& ids, int most) {
  std::vector<std::string> known;
  for (const auto& row : tx.exec_params(kKnownIds, array_literal(ids), most)) {
    known.push_back(get<std::string>(row, "id"));
  }
  return known;
}

std::vector<WordCount> known_words(pqxx::work& tx, const std::vector<std::string>& asked,
                                   int most) {
  std::vector<WordCount> known;
  if (asked.empty()) return known;
  without_jit(tx);
  without_seqscan(tx);
  ArrayParameter queries;
  for (const std::string& word : asked) queries.add(words::word_tsquery(word));
  for (const auto& row :
       tx.exec_params(kKnownWords, array_literal(asked), queries.literal(), most)) {
    known.push_back({get<std::string>(row, "word"), get<std::int64_t>(row, "n")});
  }
  return known;
}

}  // namespace cabled::db
