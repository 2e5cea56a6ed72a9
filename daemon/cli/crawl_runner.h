#pragma once

#include <memory>

#include "daemon/cli/session.h"
#include "daemon/pipeline/write_stage.h"
#include "daemon/schedule/scheduler.h"

namespace cabled::cli {

/// Runs a crawl with progress on standard error until it is over or a signal stops it.
/// `committed` is called on the write thread.
CommandResult<void> run_crawl(const Session& session, std::shared_ptr<const CrawlRules> rules,
                              ScheduleOptions options, WriteStage::Observer committed);

}  // namespace cabled::cli
