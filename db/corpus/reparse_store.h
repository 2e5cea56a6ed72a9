#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "db/corpus/corpus_rows.h"
#include "db/corpus/reparse_progress.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// What a capture is read as today.
struct Rereading {
  enum class Change {
    kNone,    ///< as before
    kFields,  ///< the text as before, other fields
    kOther,  ///< another text, another id, a cable where there was none or none where there was one
  };

  std::int64_t capture_id = 0;
  Change change = Change::kNone;
  /// Its rendition, where that has the fields of this capture's page: they are brought up to date.
  std::optional<std::int64_t> rendition_id;
  const PageWrite* write = nullptr;  ///< the caller's: ruling, capture, and perhaps rendition
};

/// Stores a group of readings and moves `run` to its `last_capture_id` and `summary`, all in the
/// caller's transaction, so that a run that is killed goes on where it was. False, and nothing is
/// written, when the run is no longer at `expected_last_id`: another process is at it.
///
/// Nothing is deleted: sightings and renditions that today's parser does not give are superseded,
/// and `correction` keeps how each capture was read. A cable that is left without a text is
/// published under the one that took its last text, or under its own id, which is: not at all.
bool store_rereadings(pqxx::work& tx, const ReparseRun& run, std::int64_t expected_last_id,
                      std::span<const Rereading> readings);

}  // namespace cabled::db
