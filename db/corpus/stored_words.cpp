#include "db/corpus/stored_words.h"

#include "db/corpus/common_words.h"
#include "db/corpus/words_index.h"
#include "db/sql/binary_array.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "parsers/model/digest.h"
#include "parsers/words/search_vector.h"

namespace cabled::db {
namespace {

// Indexes used: cable_sample, rendition_cable_id_content_key_key.
constexpr const char* kSampledWords = R"sql(
  SELECT c.id, c.subject, array_to_string(c.tags, ' ') AS tags,
         coalesce(c.assembled, r.text) AS text,
         encode(sha256(tsvectorsend(c.search)), 'hex') AS digest
    FROM (SELECT * FROM cable ORDER BY hashtext(id) LIMIT 100) AS c
    JOIN rendition r ON r.cable_id = c.id AND r.content_key = c.best_key
)sql";

// Indexes used: cable_pkey, rendition_cable_id_content_key_key. The planner takes the two keys of a
// text for two chances, expects one row of the whole, and would read both tables for each 300
// cables.
constexpr const char* kNextCables = R"sql(
  WITH next AS MATERIALIZED (
    SELECT id, subject, tags, assembled, best_key
      FROM cable
     WHERE id > $1
     ORDER BY id
     LIMIT 300
       FOR NO KEY UPDATE)
  SELECT c.id, c.subject, array_to_string(c.tags, ' ') AS tags,
         coalesce(c.assembled, r.text) AS text
    FROM next c
    JOIN rendition r ON r.cable_id = c.id AND r.content_key = c.best_key
   ORDER BY c.id
)sql";

constexpr const char* kRenewWords = R"sql(
  UPDATE cable c
     SET search = s.search, pairs = s.pairs::smallint[]
    FROM unnest($1::text[], $2::tsvector[], $3::text[]) AS s(id, search, pairs)
   WHERE c.id = s.id AND (c.search <> s.search OR c.pairs <> s.pairs::smallint[])
)sql";

std::string vector_of(const pqxx::row& row) {
  const auto id = get<std::string>(row, "id");
  const auto tags = get<std::string>(row, "tags");
  const auto subject = get<OptionalText>(row, "subject").value_or("");
  const auto text = get<std::string>(row, "text");
  return words::search_vector({id, tags, subject, text});
}

}  // namespace

WordsCheck check_words(pqxx::work& tx) {
  WordsCheck check;
  for (const auto& row : tx.exec(kSampledWords)) {
    ++check.looked_at;
    if (Digest::of(vector_of(row)).hex() != get<std::string>(row, "digest")) ++check.outdated;
  }
  return check;
}

std::optional<std::string> renew_words(pqxx::work& tx, const std::string& after) {
  TextArray ids, pairs;
  VectorArray vectors;
  const words::CommonWords common = newest_common_words(tx);
  std::optional<std::string> last;
  for (const auto& row : execute(tx, kNextCables, after)) {
    last = get<std::string>(row, "id");
    ids.add(*last);
    const std::string vector = vector_of(row);
    vectors.add(vector);
    pairs.add(pairs_literal(common, vector));
  }
  if (!last) {
    enter_waiting_words(tx);
    return last;
  }
  give_room_for_words(tx);
  execute(tx, kRenewWords, ids.parameter(), vectors.parameter(), pairs.parameter());
  return last;
}

}  // namespace cabled::db
