#pragma once

#include <span>

#include "daemon/config/config.h"
#include "daemon/schedule/crawl_rules.h"
#include "parsers/model/url.h"

namespace cabled::cli {

/// Fetches and reads pages and prints what would be stored, storing nothing: neither rows nor raw
/// pages. Obeys robots.txt and follows redirections as a crawl does. Returns the exit code.
int dry_fetch(const Config& config, const CrawlRules& rules, std::span<const Url> urls, bool json);

}  // namespace cabled::cli
