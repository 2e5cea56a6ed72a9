#include "daemon/answers/source_answer.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "daemon/answers/account_report.h"
#include "daemon/json/nullable.h"
#include "db/frontier/sources.h"

namespace cabled {
namespace {

std::string remark_on(const SourceAnswer& source) {
  std::string remark = source.paused_at ? "paused since " + *source.paused_at : "";
  for (const std::string& host : source.joined_hosts) {
    remark += (remark.empty() ? "" : "; ") + ("follows its seed to " + host);
  }
  return remark;
}

SourceAnswer configured_source(pqxx::work& tx, int id, const SourceRules& rules,
                               const std::map<std::string, db::SourceRow>& rows) {
  SourceAnswer source{.name = rules.source().name,
                      .configured = true,
                      .seeds = rules.source().seeds,
                      .account = db::account(tx, id)};
  for (const std::string& host : rules.joined_hosts()) source.joined_hosts.push_back(host);
  const auto row = rows.find(source.name);
  if (row != rows.end()) source.paused_at = row->second.paused_at;
  source.remark = remark_on(source);
  return source;
}

SourceAnswer unconfigured_source(pqxx::work& tx, const db::UnconfiguredSource& source) {
  return {.name = source.row.name,
          .waiting = source.waiting,
          .paused_at = source.row.paused_at,
          .account = db::account(tx, source.row.id),
          .remark = fmt::format("not configured; {} URLs wait for that", source.waiting)};
}

}  // namespace

CommandResult<std::vector<SourceAnswer>> read_sources(db::Connection& connection,
                                                      const CrawlRules& rules) {
  auto sources = db::transact(connection, [&](pqxx::work& tx) {
    const auto rows = db::all_sources(tx);
    std::vector<SourceAnswer> all;
    std::vector<std::string> configured;
    for (const auto& [id, source] : rules.sources()) {
      all.push_back(configured_source(tx, id, source, rows));
      configured.push_back(source.source().name);
    }
    for (const db::UnconfiguredSource& source : db::unconfigured_sources(tx, configured)) {
      all.push_back(unconfigured_source(tx, source));
    }
    return all;
  });
  if (!sources) return tl::unexpected(command_error(sources.error()));
  return std::move(*sources);
}

nlohmann::ordered_json source_json(const SourceAnswer& source) {
  if (!source.configured) {
    return {{"name", source.name},
            {"configured", false},
            {"waiting", source.waiting},
            {"paused_at", nullable(source.paused_at)},
            {"pages", account_to_json(source.account)}};
  }
  return {{"name", source.name},
          {"configured", true},
          {"seeds", source.seeds},
          {"joined_hosts", source.joined_hosts},
          {"paused_at", nullable(source.paused_at)},
          {"pages", account_to_json(source.account)}};
}

}  // namespace cabled
