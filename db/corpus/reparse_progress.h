#pragma once

#include <cstdint>
#include <string>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Stored captures that are being read again.
struct ReparseRun {
  std::int64_t id = 0;
  std::int64_t until_id = 0;  ///< the latest capture when it began: later ones are not its
  std::int64_t last_capture_id = 0;
  std::string summary;  ///< JSON, the caller's
};

/// The unfinished run of `selection` by this parser, else a new one.
ReparseRun begin_reparse(pqxx::work& tx, const std::string& selection, int parser_version);

void finish_reparse(pqxx::work& tx, const ReparseRun& run);

/// Writes `run` as it is now. False when it is no longer at `expected_last_id`: another process is
/// at it.
bool advance_reparse(pqxx::work& tx, const ReparseRun& run, std::int64_t expected_last_id);

}  // namespace cabled::db
