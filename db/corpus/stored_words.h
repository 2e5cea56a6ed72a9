#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Whether search finds what it should: a program that takes texts apart otherwise than the one
/// that stored them looks for other words than were entered.
struct WordsCheck {
  std::int64_t looked_at = 0;
  std::int64_t outdated = 0;  ///< cables whose words this program would enter otherwise
};

/// Looks at a hundred cables, spread over all.
WordsCheck check_words(pqxx::work& tx);

/// Enters the words of some hundred cables behind `after` anew, in the order of their ids. Returns
/// the last of them; nothing when there are none.
std::optional<std::string> renew_words(pqxx::work& tx, const std::string& after);

}  // namespace cabled::db
