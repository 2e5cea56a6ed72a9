#pragma once

#include <cstdint>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// What went with captures that were removed.
struct RemovedRows {
  std::int64_t captures = 0;
  std::int64_t renditions = 0;
  std::int64_t cables = 0;

  RemovedRows& operator+=(const RemovedRows& other);
};

/// Takes `captures` away with all that they alone gave: sightings, renditions, cables, links,
/// rejections and history; publishes anew what remains of their cables, and writes the changes.
///
/// What is left is what there would be without them, but for two things. A text whose fields told
/// of a page that went is told of by another one, which has yet to be read (untold_texts()). And of
/// a crowd of more than 32 texts with one band, those that found no room there are not looked for.
///
/// The caller owns the corpus (own_corpus()).
RemovedRows remove_captures(pqxx::work& tx, const std::vector<std::int64_t>& captures);

}  // namespace cabled::db
