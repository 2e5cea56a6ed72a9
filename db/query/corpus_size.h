#pragma once

#include <cstdint>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

struct CorpusSize {
  std::int64_t cables = 0;
  std::int64_t renditions = 0;
};

/// Counts them, which takes longer the more there are.
CorpusSize corpus_size(pqxx::work& tx);

}  // namespace cabled::db
