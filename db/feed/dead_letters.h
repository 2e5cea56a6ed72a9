#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/feed/change_cursor.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// A batch that a webhook would not take.
struct DeadLetter {
  std::int64_t id = 0;
  std::string cursor;  ///< of its last change
  std::string body;
};

/// Keeps what a webhook would not take.
void store_dead_letter(pqxx::work& tx, const std::string& consumer, const ChangeCursor& cursor,
                       int attempts, const std::string& error, const std::string& body);

/// The oldest batch of `consumer` after the one of that id.
std::optional<DeadLetter> next_dead_letter(pqxx::work& tx, const std::string& consumer,
                                           std::int64_t after_id);

/// Forgets a batch that was taken after all.
void drop_dead_letter(pqxx::work& tx, std::int64_t id);

/// What is set aside for one consumer.
struct DeadLetterState {
  std::string consumer;
  std::int64_t batches = 0;
  std::string first_at;    ///< RFC 3339 UTC
  std::string last_error;  ///< of the latest
};
std::vector<DeadLetterState> dead_letters(pqxx::work& tx);

/// How many batches are set aside for `consumer`.
std::int64_t dead_letters_of(pqxx::work& tx, const std::string& consumer);

}  // namespace cabled::db
