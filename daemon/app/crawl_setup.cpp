#include "daemon/app/crawl_setup.h"

#include <fmt/format.h>

#include <map>
#include <utility>
#include <vector>

#include "daemon/config/proxy_options.h"
#include "daemon/config/validate_config.h"
#include "daemon/fetch/curl_fetcher.h"
#include "daemon/system/descriptors.h"
#include "db/frontier/moved_seeds.h"
#include "db/frontier/sources.h"

namespace cabled {
namespace {

std::vector<db::SeedOfSource> seeds_of(const CrawlRules& rules) {
  std::vector<db::SeedOfSource> seeds;
  for (const auto& [id, source] : rules.sources()) {
    for (const auto& [url, kind] : source.lists()) {
      if (kind == db::UrlKind::kIndex) seeds.push_back({id, url.text()});
    }
  }
  return seeds;
}

CommandResult<std::shared_ptr<const CrawlRules>> rules_with(const Config& config,
                                                            const std::map<std::string, int>& ids,
                                                            db::Connection& connection) {
  Result<CrawlRules> rules = CrawlRules::make(config, ids);
  if (!rules) return tl::unexpected(CommandError{kConfiguration, rules.error().message});
  const auto moved = db::transact(
      connection, [&](pqxx::work& tx) { return db::moved_seeds(tx, seeds_of(*rules)); });
  if (!moved) return tl::unexpected(command_error(moved.error()));
  for (const db::SeedOfSource& seed : *moved) {
    const Result<Url> url = Url::parse(seed.url);
    const SourceRules* source = rules->find(seed.source_id);
    if (url && source != nullptr) source->follow_seed(*url);
  }
  return std::make_shared<const CrawlRules>(std::move(*rules));
}

}  // namespace

std::vector<std::string> source_names(const std::vector<Source>& sources) {
  std::vector<std::string> names;
  names.reserve(sources.size());
  for (const Source& source : sources) names.push_back(source.name);
  return names;
}

SegmentAbout about_crawl(const Config& config) {
  // "classic" is the standard's word for one that obeys.
  std::string robots = config.robots.respect ? "classic" : "ignore";
  for (const Source& source : config.sources) {
    if (source.crawl_robots == config.robots.respect) continue;
    robots += fmt::format("; {} for source '{}'", source.crawl_robots ? "classic" : "ignore",
                          source.name);
  }
  SegmentAbout about{{"robots", std::move(robots)},
                     {"http-header-user-agent", full_user_agent(config)}};
  if (!config.contact.empty()) about.emplace_back("operator", config.contact);
  return about;
}

CommandResult<PageArchive> open_archive(const Session& session, SegmentUse use,
                                        SegmentAbout about) {
  const ArchiveOptions& archive_options = session.config().archive;
  PageArchiveOptions options;
  options.segments.folder = session.archive_folder();
  options.segments.rotate_bytes = archive_options.segment_size.count;
  options.segments.rotate_age = archive_options.segment_age;
  options.segments.use = use;
  options.segments.about = std::move(about);
  options.free_space_floor = archive_options.disk_floor.count;
  Result<PageArchive> archive = PageArchive::open(std::move(options));
  if (!archive) return tl::unexpected(command_error(archive.error()));
  return std::move(*archive);
}

CommandResult<std::shared_ptr<const CrawlRules>> register_sources(const Session& session,
                                                                  const Config& config) {
  const std::vector<std::string> names = source_names(config.sources);
  const auto rows = db::transact(session.start_connection(),
                                 [&](pqxx::work& tx) { return db::ensure_sources(tx, names); });
  if (!rows) return tl::unexpected(command_error(rows.error()));
  std::map<std::string, int> ids;
  for (const auto& [name, row] : *rows) ids.emplace(name, row.id);
  return rules_with(config, ids, session.start_connection());
}

CommandResult<std::shared_ptr<const CrawlRules>> known_sources(const Config& config,
                                                               db::Connection& connection) {
  const auto rows = db::transact(connection, [](pqxx::work& tx) { return db::all_sources(tx); });
  if (!rows) return tl::unexpected(command_error(rows.error()));
  std::map<std::string, int> ids;
  for (const auto& [name, row] : *rows) ids.emplace(name, row.id);
  int missing = 0;
  for (const Source& source : config.sources) {
    if (!ids.contains(source.name)) ids.emplace(source.name, --missing);
  }
  return rules_with(config, ids, connection);
}

CommandResult<std::shared_ptr<const CrawlRules>> configured_sources(const Config& config) {
  std::map<std::string, int> ids;
  int last = 0;
  for (const Source& source : config.sources) ids.emplace(source.name, --last);
  Result<CrawlRules> rules = CrawlRules::make(config, ids);
  if (!rules) return tl::unexpected(CommandError{kConfiguration, rules.error().message});
  return std::make_shared<const CrawlRules>(std::move(*rules));
}

CommandResult<std::unique_ptr<Fetcher>> make_fetcher(const Config& config) {
  CurlFetcherOptions options;
  if (const auto& file = config.fetch.proxy_credentials_file; !file.empty()) {
    Result<ProxyCredentials> credentials = read_proxy_credentials(file);
    if (!credentials) {
      return tl::unexpected(CommandError{kConfiguration, credentials.error().message});
    }
    options.proxy_user = std::move(credentials->user);
    options.proxy_password = std::move(credentials->password);
  }
  options.user_agent = full_user_agent(config);
  options.proxy = config.fetch.proxy;
  options.max_kept_connections =
      connections_that_fit(static_cast<std::size_t>(config.fetch.connections));
  return std::make_unique<CurlFetcher>(std::move(options));
}

}  // namespace cabled
