#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "daemon/crawl/single_fetch.h"
#include "daemon/pipeline/page_job.h"
#include "daemon/schedule/crawl_rules.h"

namespace cabled::cli {

/// Fetches and reads pages for commands that store nothing: one request after the other, each
/// waited for; what comes is judged as a crawl does, robots.txt first.
class DryFetcher {
 public:
  /// `rules` outlive it.
  DryFetcher(const CrawlRules& rules, std::unique_ptr<Fetcher> fetcher)
      : rules_(rules), fetcher_(std::move(fetcher)) {}

  /// What a crawl would write of what the URL leads to, read as what it is a `kind` of.
  WriteJob judge(const Url& url, db::UrlKind kind);

  /// The robots.txt of a URL's host, fetched once.
  const SingleFetcher::RobotsFile& robots_of(const Url& url);

 private:
  CrawlTask task_for(const Url& url, db::UrlKind kind) const;
  WriteJob judge_one(const CrawlTask& task);

  const CrawlRules& rules_;
  SingleFetcher fetcher_;
  std::map<std::string, SingleFetcher::RobotsFile> robots_;  ///< by origin
};

}  // namespace cabled::cli
