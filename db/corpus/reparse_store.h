#pragma once

#include <cstdint>
#include <span>

#include "db/corpus/reparse_progress.h"
#include "db/corpus/rereading.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Stores a group of readings and moves `run` to its `last_capture_id` and `summary`, all in the
/// caller's transaction, so that a run that is killed goes on where it was. False, and nothing is
/// written, when the run is no longer at `expected_last_id`: another process is at it.
///
/// Nothing is deleted: sightings and renditions that today's parser does not give are superseded,
/// and `correction` keeps how each capture was read. A cable that is left without a text is
/// published under the one cable that the page gives now and did not give before, or, where that is
/// none or several, under its own id, which is: not at all.
bool store_rereadings(pqxx::work& tx, const ReparseRun& run, std::int64_t expected_last_id,
                      std::span<const Rereading> readings);

}  // namespace cabled::db
