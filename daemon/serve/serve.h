#pragma once

#include "daemon/app/session.h"
#include "daemon/system/stop_order.h"

namespace cabled::serve {

/// Answers web requests until it is stopped; the exit code of the command `serve`.
int run_serve(const Session& session, StopOrder& order);

}  // namespace cabled::serve
