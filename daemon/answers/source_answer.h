#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "daemon/app/command_outcome.h"
#include "daemon/schedule/crawl_rules.h"
#include "db/query/status_queries.h"
#include "db/sql/connection.h"

namespace cabled {

/// A source and what it gave.
struct SourceAnswer {
  std::string name = {};
  bool configured = false;
  std::vector<std::string> seeds = {};
  std::vector<std::string> joined_hosts = {};
  std::int64_t waiting = 0;  ///< URLs of one that is not configured, which wait for that
  std::optional<std::string> paused_at = {};
  db::Account account = {};
  std::string remark = {};  ///< what people should know, or ""
};

/// The sources of the configuration, then those that other configurations had, or have on other
/// machines.
CommandResult<std::vector<SourceAnswer>> read_sources(db::Connection& connection,
                                                      const CrawlRules& rules);

/// As `sources --json` prints it and the API has it.
nlohmann::ordered_json source_json(const SourceAnswer& source);

}  // namespace cabled
