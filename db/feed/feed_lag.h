#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// How far a consumer of changes is behind.
struct FeedLag {
  std::string consumer;
  std::int64_t changes = 0;  ///< not read yet, counted up to a million
  double seconds = 0;        ///< age of the oldest of them
};
std::vector<FeedLag> feed_lags(pqxx::work& tx);

}  // namespace cabled::db
