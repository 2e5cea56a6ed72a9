#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Those of `ids` that are there, in the order given, `most` at most.
std::vector<std::string> known_ids(pqxx::work& tx, const std::vector<std::string>& ids, int most);

struct WordCount {
  std::string word;
  std::int64_t cables = 0;  ///< up to 1,000
};

/// Those of `asked` that are in any cable, the commonest first, `most` at most. Each is a look into
/// the index of words.
std::vector<WordCount> known_words(pqxx::work& tx, const std::vector<std::string>& asked, int most);

}  // namespace cabled::db
