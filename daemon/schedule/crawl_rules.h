#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "daemon/config/config.h"
#include "daemon/fetch/address_allowance.h"
#include "daemon/pipeline/page_job.h"
#include "db/rows.h"
#include "parsers/html/links.h"
#include "parsers/web/url_pattern.h"

namespace cabled {

/// What one source wants of the web: which hosts, which of their URLs, as what.
class SourceRules {
 public:
  static Result<SourceRules> make(const Source& source);

  const Source& source() const noexcept { return source_; }
  const std::vector<Url>& seeds() const noexcept { return seeds_; }
  const std::vector<AddressAllowance>& allowed_private() const noexcept { return allowed_private_; }

  /// Whether a URL stands on one of the source's hosts (those of its seeds, and aliases).
  bool is_own_host(const Url& url) const { return hosts_.contains(url.host()); }
  /// As what the source wants a URL; nothing when it does not. `index` patterns come first, then
  /// `exclude`, then `include`; without `include`, every URL of its hosts is a page.
  std::optional<db::UrlKind> kind_of(const Url& url) const;
  /// The pattern that decided, for people: `exclude "/search*"`.
  std::string reason_for(const Url& url) const;

 private:
  explicit SourceRules(Source source) : source_(std::move(source)) {}

  Source source_;
  std::vector<Url> seeds_;
  std::set<std::string> hosts_;
  std::vector<UrlPattern> index_;
  std::vector<UrlPattern> include_;
  std::vector<UrlPattern> exclude_;
  std::vector<AddressAllowance> allowed_private_;
};

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

  /// Allowances of a task: its source's and the global ones.
  std::vector<AddressAllowance> allowed_private(const std::optional<int>& source_id) const;

  /// The links of a page that its source wants, as new URLs of the frontier; for a one-off index,
  /// all links to its own host.
  std::vector<db::NewUrl> discover(const CrawlTask& task, const PageLinks& links) const;

  /// Seeds of all sources.
  std::vector<db::NewUrl> seeds() const;

 private:
  explicit CrawlRules(Config config) : config_(std::move(config)) {}

  Config config_;
  std::map<int, SourceRules> sources_;
  std::vector<AddressAllowance> allowed_private_;
};

}  // namespace cabled
