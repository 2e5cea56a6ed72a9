#include "db/corpus/common_words.h"

#include <fmt/format.h>

#include <string>

#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "db/sql/hash_bound.h"

namespace cabled::db {
namespace {

constexpr std::int64_t kTextsOfFirstList = 10'000;
// Of so many a word that is in 5 % is counted to within a tenth of that.
constexpr std::int64_t kCounted = 5'000;

constexpr const char* kNewest = R"sql(
  SELECT list, word, share FROM common_word WHERE list = (SELECT max(list) FROM common_word)
)sql";

constexpr const char* kNewestList = R"sql(
  SELECT coalesce(max(list), 0) AS list FROM common_word
)sql";

// Two writers that count at the same time would make one list of two, and pairs that the one has
// told lack words of the other.
constexpr const char* kCountAlone = R"sql(
  LOCK TABLE common_word IN SHARE ROW EXCLUSIVE MODE
)sql";

// $1: the list, $2: below which hash the cables lie that are counted, $3: the least share.
constexpr const char* kCountWords = R"sql(
  WITH counted AS (SELECT count(*)::real AS cables FROM cable WHERE hashtext(id) < $2::integer)
  INSERT INTO common_word (list, word, share)
  SELECT $1::smallint, s.word, least(1, s.ndoc / c.cables)
    FROM counted c,
         ts_stat('SELECT search FROM cable WHERE hashtext(id) < ' || $2::integer) AS s
   WHERE s.ndoc >= $3::real * c.cables
   UNION ALL
  SELECT $1::smallint, '', 0
)sql";

int lists_due(std::int64_t texts) {
  int lists = 0;
  for (; texts >= kTextsOfFirstList; texts /= 10) ++lists;
  return lists;
}

}  // namespace

words::CommonWords newest_common_words(pqxx::work& tx) {
  const pqxx::result rows = execute(tx, kNewest);
  if (rows.empty()) return words::CommonWords();
  words::CommonWords common(get<int>(rows[0], "list"));
  for (const auto& row : rows) common.add(get<std::string>(row, "word"), get<double>(row, "share"));
  return common;
}

std::string pairs_literal(const words::CommonWords& common, std::string_view vector) {
  return fmt::format("{{{}}}", fmt::join(common.pairs_of(vector), ","));
}

void count_words_when_due(pqxx::work& tx, std::int64_t rendition) {
  const int due = lists_due(rendition);
  const auto newest = [&] { return get<int>(execute_one(tx, kNewestList), "list"); };
  if (due == 0 || due <= newest()) return;
  execute(tx, kCountAlone);
  // Whatever the number of texts was before: a search knows the next list alone.
  const int next = newest() + 1;
  if (due < next) return;
  execute(tx, kCountWords, next, hash_bound(part_of(kCounted, rendition)),
          words::CommonWords::kLeastShare);
}

}  // namespace cabled::db
