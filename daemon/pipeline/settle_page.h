#pragma once

#include <string>

#include "daemon/pipeline/page_job.h"
#include "daemon/schedule/crawl_rules.h"

namespace cabled {

/// Reads a page and says what it changes: rows, the ruling (docs/verdicts.md), when its URL is due
/// again, what it leads to. Never fails: what cannot be read is a verdict too. For all tasks but
/// those of robots.txt. Any thread.
WriteJob settle_page(ArchivedPage page, const CrawlRules& rules);

/// The ruling of a task whose host may not be connected to.
WriteJob refuse_by_address(const CrawlTask& task, std::string reason, const CrawlRules& rules,
                           Credit credit);

/// The ruling of a task that robots.txt keeps away.
WriteJob refuse_by_robots(const CrawlTask& task, const CrawlRules& rules, Credit credit);

}  // namespace cabled
