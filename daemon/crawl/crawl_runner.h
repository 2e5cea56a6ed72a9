#pragma once

#include <functional>
#include <memory>

#include "daemon/app/session.h"
#include "daemon/app/stoppable.h"
#include "daemon/crawl/scheduler.h"
#include "daemon/pipeline/write_stage.h"

namespace cabled {

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

}  // namespace cabled
