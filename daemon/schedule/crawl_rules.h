#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/config/config.h"
#include "daemon/fetch/address_allowance.h"
#include "daemon/schedule/committed_urls.h"
#include "daemon/schedule/crawl_task.h"
#include "daemon/schedule/host_board.h"
#include "daemon/schedule/source_rules.h"
#include "db/frontier/frontier_rows.h"
#include "parsers/html/links.h"

namespace cabled {

/// The rules of all sources by their number in the database, and what holds for URLs of none.
/// Immutable once made; a reload makes a new one.
class CrawlRules {
 public:
  static Result<CrawlRules> make(const Config& config,
                                 const std::map<std::string, int>& source_ids);

  const Config& config() const noexcept { return config_; }
  /// Nothing for a one-off URL and for a source that is no longer configured.
  const SourceRules* find(const std::optional<int>& source_id) const;
  const std::map<int, SourceRules>& sources() const noexcept { return sources_; }
  /// The source whose host a URL is on, for those that no source brought, and for what holds for a
  /// host as a whole; nothing when no source has that host.
  std::optional<int> source_id_of(const Url& url) const;
  const SourceRules* source_of(const Url& url) const { return find(source_id_of(url)); }
  /// How fast the host of a URL is visited, and whether its robots.txt is obeyed.
  PaceLimits limits_for(const Url& url) const;
  HostBoard::RobotsUse robots_for(const Url& url) const;
  /// Their numbers.
  std::vector<int> source_ids() const;

  /// Allowances of a task: its source's and the global ones.
  std::vector<AddressAllowance> allowed_private(const std::optional<int>& source_id) const;

  /// The links of a page that its source wants, as new URLs of the frontier; for a one-off index,
  /// all links to its own host.
  std::vector<db::NewUrl> discover(const CrawlTask& task, const PageLinks& links) const;
  /// The same without those that are in the frontier already, as far as that is known.
  std::vector<db::NewUrl> discover_new(const CrawlTask& task, const PageLinks& links) const;
  /// Whoever commits URLs enters them here.
  CommittedUrls& committed_urls() const noexcept { return *committed_urls_; }
  /// A URL found on a page or in a list, if its source wants it.
  std::optional<db::NewUrl> wanted(const CrawlTask& task, const Url& url) const;
  /// A capture of a web archive, if the source of the query wants the page that was captured.
  std::optional<db::NewUrl> wanted_capture(const CrawlTask& task, const Url& capture) const;
  /// A list that a list leads to: the next page of a feed, a sitemap of an index; nothing when it
  /// is of another host or too deep.
  std::optional<db::NewUrl> further_list(const CrawlTask& task, const Url& url,
                                         db::UrlKind kind) const;
  /// The sitemaps that the robots.txt of a task's host names.
  std::vector<db::NewUrl> sitemaps(const CrawlTask& robots,
                                   const std::vector<std::string>& lines) const;

  /// Where the crawl begins: seeds, sitemaps, feeds and archive queries of all sources.
  std::vector<db::NewUrl> seeds() const;
  /// A URL as what it was visited.
  db::NewUrl visited(const Url& url, std::optional<int> source_id, db::UrlKind kind,
                     int depth) const;
  /// A URL that a template of a source gives.
  db::NewUrl templated(int source_id, const Url& url) const;

 private:
  explicit CrawlRules(Config config) : config_(std::move(config)) {}

  bool may_lead_on(const CrawlTask& task) const;
  /// What the links of a task's page are judged by, as a number.
  std::uint64_t judged_by(const CrawlTask& task) const;

  Config config_;
  std::map<int, SourceRules> sources_;
  std::vector<AddressAllowance> allowed_private_;
  std::shared_ptr<CommittedUrls> committed_urls_ = std::make_shared<CommittedUrls>();
};

}  // namespace cabled
