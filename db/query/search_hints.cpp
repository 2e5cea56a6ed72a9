#include "db/query/search_hints.h"

#include <map>

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "db/sql/transaction_modes.h"
#include "parsers/words/letters.h"
#include "parsers/words/search_words.h"
#include "parsers/words/stems.h"

namespace cabled::db {
namespace {

// Index used: cable_pkey, once an id.
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
   ORDER BY n DESC, length(word) DESC, word COLLATE "C"
   LIMIT $3
)sql";

// Of words with one stem ("governent", "government") the index cannot tell which is there; letters
// are left out more often than put in, so the longest is offered.
std::map<std::string, std::string> longest_of_each_stem(const std::vector<std::string>& asked) {
  std::map<std::string, std::string> longest;
  for (const std::string& word : asked) {
    std::string& kept = longest[words::english_stem(words::small_letters(word))];
    const bool is_longer = word.size() > kept.size();
    if (is_longer || (word.size() == kept.size() && word < kept)) kept = word;
  }
  return longest;
}

}  // namespace

std::vector<std::string> known_ids(pqxx::work& tx, const std::vector<std::string>& ids, int most) {
  std::vector<std::string> known;
  for (const auto& row : execute(tx, kKnownIds, array_literal(ids), most)) {
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
  ArrayParameter candidates, queries;
  for (const auto& [stem, word] : longest_of_each_stem(asked)) {
    candidates.add(word);
    queries.add(words::word_tsquery(word));
  }
  for (const auto& row : execute(tx, kKnownWords, candidates.literal(), queries.literal(), most)) {
    known.push_back({get<std::string>(row, "word"), get<std::int64_t>(row, "n")});
  }
  return known;
}

}  // namespace cabled::db
