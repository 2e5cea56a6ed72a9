#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Those of `segments` that some capture refers to.
std::set<std::string> referred_segments(pqxx::work& tx, const std::vector<std::string>& segments);

/// Writes down that `segment` is about to be deleted; the answer is how many captures lie in it.
std::int64_t note_deleted_segment(pqxx::work& tx, const std::string& segment);

/// What retention has deleted so far.
struct DeletedSegments {
  std::int64_t segments = 0;
  std::int64_t captures = 0;  ///< pages that can no longer be parsed again
};
DeletedSegments deleted_segments(pqxx::work& tx);

}  // namespace cabled::db
