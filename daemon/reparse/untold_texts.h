#pragma once

#include "daemon/app/session.h"
#include "daemon/system/stop_order.h"

namespace cabled {

/// What became of texts whose fields told of a page that is gone.
struct UntoldSummary {
  std::uint64_t told = 0;  ///< by another page of theirs now
  std::uint64_t left = 0;  ///< whose page is not in the archive, or reads otherwise today
};

/// Reads a page of each such text again and brings its fields up to date. What is done stays done
/// when it is stopped.
CommandResult<UntoldSummary> tell_untold_texts(const Session& session, const StopOrder& stop);

}  // namespace cabled
