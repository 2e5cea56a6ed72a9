#pragma once

#include "daemon/schedule/crawl_task.h"
#include "db/frontier/frontier.h"

namespace cabled {

/// A row of the frontier as a task; `url` is its text read.
CrawlTask due_task(db::DueUrl row, Url url, const db::HostLease& lease);

}  // namespace cabled
