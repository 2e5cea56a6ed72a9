#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "daemon/app/command_outcome.h"
#include "daemon/schedule/crawl_rules.h"
#include "db/sql/connection.h"
#include "parsers/model/url.h"

namespace cabled {

/// All that decides whether and when a URL is fetched, as an object of facts in a fixed order:
/// which source and pattern take it, what its address is, robots.txt and the line that decides for
/// `agent`, its state in the frontier, the state of its host. With `source`, that source alone is
/// asked. `why --json` prints it, and the API has it.
CommandResult<nlohmann::ordered_json> explain_url(db::Connection& connection,
                                                  const CrawlRules& rules, const std::string& agent,
                                                  const Url& url, const SourceRules* source);

}  // namespace cabled
