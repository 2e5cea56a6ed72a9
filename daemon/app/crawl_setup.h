#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "daemon/app/session.h"
#include "daemon/fetch/fetcher.h"
#include "daemon/schedule/crawl_rules.h"
#include "daemon/store/page_archive.h"

namespace cabled {

/// The fetcher that the configuration asks for.
CommandResult<std::unique_ptr<Fetcher>> make_fetcher(const Config& config);

std::vector<std::string> source_names(const std::vector<Source>& sources);

/// What a segment says of where its pages are from: names and values.
using SegmentAbout = std::vector<std::pair<std::string, std::string>>;

/// Whose crawl it is, and how it treats robots.txt.
SegmentAbout about_crawl(const Config& config);

/// The archive in the session's state directory, made when it is not there.
CommandResult<PageArchive> open_archive(const Session& session, SegmentUse use,
                                        SegmentAbout about = {});

/// Writes a row for each configured source that has none, and gives their rules with the rows' ids.
CommandResult<std::shared_ptr<const CrawlRules>> register_sources(const Session& session,
                                                                  const Config& config);
inline CommandResult<std::shared_ptr<const CrawlRules>> register_sources(const Session& session) {
  return register_sources(session, session.config());
}

/// The same of the configuration alone, where no database is asked: ids are below 0.
CommandResult<std::shared_ptr<const CrawlRules>> configured_sources(const Config& config);

/// The same without writing, for who may only read. Sources that have no row yet have ids below 0.
CommandResult<std::shared_ptr<const CrawlRules>> known_sources(const Config& config,
                                                               db::Connection& connection);

}  // namespace cabled
