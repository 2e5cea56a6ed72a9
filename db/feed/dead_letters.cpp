#include "db/feed/dead_letters.h"

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kStore = R"sql(
  INSERT INTO feed_dead_letter (consumer, cursor, attempts, error, body)
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (consumer, cursor) DO NOTHING
)sql";

// Few rows: only what a receiver refused for a day comes here. Index used: the primary key.
constexpr const char* kNext = R"sql(
  SELECT d.id, d.cursor, d.body
    FROM feed_dead_letter d
   WHERE d.consumer = $1 AND d.id > $2
   ORDER BY d.id
   LIMIT 1
)sql";

constexpr const char* kDrop = R"sql(
  DELETE FROM feed_dead_letter WHERE id = $1
)sql";

constexpr const char* kStates = R"sql(
  SELECT d.consumer, count(*) AS batches, utc_text(min(d.failed_at)) AS first_at,
         (array_agg(d.error ORDER BY d.id DESC))[1] AS last_error
    FROM feed_dead_letter d
   GROUP BY d.consumer
   ORDER BY d.consumer COLLATE "C"
)sql";

constexpr const char* kCount = R"sql(
  SELECT count(*) AS batches FROM feed_dead_letter WHERE consumer = $1
)sql";

}  // namespace

void store_dead_letter(pqxx::work& tx, const std::string& consumer, const ChangeCursor& cursor,
                       int attempts, const std::string& error, const std::string& body) {
  execute(tx, kStore, consumer, cursor.text(), attempts, error, body);
}

std::optional<DeadLetter> next_dead_letter(pqxx::work& tx, const std::string& consumer,
                                           std::int64_t after_id) {
  const pqxx::result found = execute(tx, kNext, consumer, after_id);
  if (found.empty()) return std::nullopt;
  return DeadLetter{get<std::int64_t>(found[0], "id"), get<std::string>(found[0], "cursor"),
                    get<std::string>(found[0], "body")};
}

void drop_dead_letter(pqxx::work& tx, std::int64_t id) { execute(tx, kDrop, id); }

std::vector<DeadLetterState> dead_letters(pqxx::work& tx) {
  std::vector<DeadLetterState> states;
  for (const auto& row : tx.exec(kStates)) {
    states.push_back({get<std::string>(row, "consumer"), get<std::int64_t>(row, "batches"),
                      get<std::string>(row, "first_at"), get<std::string>(row, "last_error")});
  }
  return states;
}

std::int64_t dead_letters_of(pqxx::work& tx, const std::string& consumer) {
  return get<std::int64_t>(execute_one(tx, kCount, consumer), "batches");
}

}  // namespace cabled::db
