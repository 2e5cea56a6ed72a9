#pragma once

#include "daemon/fetch/fetcher.h"
#include "daemon/pipeline/page_job.h"
#include "daemon/schedule/crawl_rules.h"

namespace cabled {

/// The request for a task, by the rules of its source. Its token is the caller's to set.
FetchRequest request_of(const CrawlTask& task, const CrawlRules& rules);

}  // namespace cabled
