#pragma once

#include <nlohmann/json.hpp>

#include "daemon/app/session.h"
#include "daemon/schedule/crawl_rules.h"
#include "parsers/model/url.h"

namespace cabled::cli {

/// All that decides whether and when a URL is fetched, as an object of facts in a fixed order:
/// which source and pattern take it, what its address is, robots.txt and the line that decides,
/// its state in the frontier, the state of its host. With `source`, that source alone is asked.
CommandResult<nlohmann::ordered_json> explain_url(const Session& session, const CrawlRules& rules,
                                                  const Url& url, const SourceRules* source);

void print_explanation(const nlohmann::ordered_json& explanation, bool json);

}  // namespace cabled::cli
