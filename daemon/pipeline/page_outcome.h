#pragma once

#include "daemon/pipeline/page_job.h"
#include "daemon/schedule/crawl_rules.h"

namespace cabled {

/// Reads a page and says what it changes: rows, the URL's verdict with its reason
/// (docs/verdicts.md), when it is due again, what it leads to. Never fails: what cannot be read is
/// a verdict too. For all kinds of task but robots.txt. Any thread.
WriteJob settle_page(PageJob job, const CrawlRules& rules);

/// The verdict of a task whose host may not be connected to.
WriteJob refuse_by_address(const CrawlTask& task, std::string reason, const CrawlRules& rules,
                           Credit credit);

/// The verdict of a task that robots.txt keeps away.
WriteJob refuse_by_robots(const CrawlTask& task, const CrawlRules& rules, Credit credit);

}  // namespace cabled
