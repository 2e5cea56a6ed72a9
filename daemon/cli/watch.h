#pragma once

#include <functional>
#include <stop_token>

#include "daemon/cli/session.h"
#include "daemon/system/progress.h"
#include "daemon/system/stop_signal.h"

namespace cabled::cli {

/// The main thread while the stages work: turns signals into stop requests, draws progress, tells
/// systemd how it goes. Returns when `signals` is woken, which the end of the work does.
///
/// The watchdog is fed only while there is nothing to do or something is getting done, and the
/// database answers: a daemon that hangs is started again.
void watch(StopSignal& signals, std::stop_source stop, std::stop_source cut,
           const std::function<ProgressCounts()>& counts, const Session& session);

}  // namespace cabled::cli
