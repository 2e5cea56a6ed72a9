#pragma once

#include "daemon/fetch/fetcher.h"
#include "daemon/pipeline/page_job.h"
#include "daemon/schedule/crawl_rules.h"

namespace cabled {

/// The request for a task, by the rules of its source. Its token is the caller's to set.
FetchRequest request_of(const CrawlTask& task, const CrawlRules& rules);

/// How long a body may be, as received and decoded: as `fetch.max_body` says, and of sitemaps and
/// feeds no less than their protocol lets them.
std::size_t body_limit(const FetchOptions& options, db::UrlKind kind);

}  // namespace cabled
