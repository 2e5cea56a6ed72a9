#pragma once

#include "daemon/app/session.h"
#include "daemon/system/stop_order.h"
#include "db/corpus/rebuild_progress.h"

namespace cabled {

/// Fills the session's empty database out of its archive, or goes on with that.
CommandResult<db::RebuildRun> rebuild_database(const Session& session, const StopOrder& order);

}  // namespace cabled
