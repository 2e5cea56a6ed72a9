#pragma once

#include <functional>
#include <memory>

#include "daemon/cli/session.h"
#include "daemon/cli/stoppable.h"
#include "daemon/pipeline/write_stage.h"
#include "daemon/schedule/scheduler.h"

namespace cabled::cli {

/// Makes the rules of a configuration, and whatever else in the database goes with them.
using RulesMaker =
    std::function<CommandResult<std::shared_ptr<const CrawlRules>>(const Session&, const Config&)>;

/// Runs a crawl with progress on standard error until it is over or `order` stops it; answers the
/// signal, or 0. `committed` is called on the write thread.
///
/// A reload ends the crawl in order and begins another with the configuration as it is then, so all
/// of it takes effect but what the session stands on (folder and database).
CommandResult<int> run_crawl(Session& session, StopOrder& order, const RulesMaker& make_rules,
                             ScheduleOptions options, const WriteStage::Observer& committed);

}  // namespace cabled::cli
