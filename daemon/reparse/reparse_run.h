#pragma once

#include <string>

#include "daemon/app/session.h"
#include "daemon/reparse/reparse_summary.h"
#include "daemon/system/stop_order.h"
#include "db/corpus/stored_captures.h"

namespace cabled {

struct ReparseOrder {
  db::CaptureSelection selection;
  std::string name;  ///< the selection as text: an unfinished run of the same name is gone on with
};

/// Reads the selected captures again and says what would change; writes nothing.
CommandResult<ReparseSummary> compare_stored_pages(const Session& session,
                                                   const ReparseOrder& order,
                                                   const StopOrder& stop);

/// The same, and stores what is read. Goes on where an earlier run was stopped; the summary is that
/// of the whole.
CommandResult<ReparseSummary> reparse_stored_pages(const Session& session,
                                                   const ReparseOrder& order,
                                                   const StopOrder& stop);

}  // namespace cabled
