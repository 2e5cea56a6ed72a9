#pragma once

#include <string>

#include "daemon/schedule/cron.h"
#include "db/frontier/source_runs.h"

namespace cabled {

/// The first instant after `now` at which the wall of `zone` shows a time of the schedule. A time
/// that the clocks skip comes once, after the gap. When an hour comes twice, a schedule that says
/// how often goes through both; one that says at what hour is done once, in the second.
db::Timestamp next_run(pqxx::work& tx, const Cron& schedule, const std::string& zone,
                       db::Timestamp now);

}  // namespace cabled
