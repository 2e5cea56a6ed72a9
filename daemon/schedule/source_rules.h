#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "daemon/config/config.h"
#include "daemon/fetch/address_allowance.h"
#include "daemon/schedule/cron.h"
#include "daemon/schedule/seed_ways.h"
#include "db/frontier/frontier_rows.h"
#include "parsers/web/url_key.h"
#include "parsers/web/url_pattern.h"
#include "parsers/web/url_template.h"

namespace cabled {

/// What one source wants of the web: which hosts, which of their URLs, as what, how soon.
class SourceRules {
 public:
  static Result<SourceRules> make(const Source& source);

  const Source& source() const noexcept { return source_; }
  /// Where the crawl begins, and as what each is read.
  const std::map<Url, db::UrlKind>& lists() const noexcept { return lists_; }
  const std::vector<UrlTemplate>& templates() const noexcept { return templates_; }
  const std::vector<AddressAllowance>& allowed_private() const noexcept { return allowed_private_; }
  /// Nothing when lists are visited every `every`.
  const std::optional<Cron>& schedule() const noexcept { return schedule_; }

  /// Whether a URL stands on one of the source's hosts: those of its lists and templates, aliases,
  /// and those that its seeds lead to.
  bool is_own_host(const Url& url) const;
  /// Whether a URL is a seed, or one that a seed led to by redirections.
  bool is_on_the_way_of_a_seed(const Url& url) const {
    return lists_.contains(url) || seed_ways_->lead_to(url);
  }
  /// Such a URL leads on to `target`: the source goes with it, and the target's host is its own
  /// from now on. Whether that host is news. What else the rules say, as of paths, holds there too.
  /// Any thread.
  bool follow_seed(const Url& target) const;
  /// The hosts that were joined in that way.
  std::vector<std::string> joined_hosts() const { return seed_ways_->joined_hosts(); }
  /// As what the source wants a URL; nothing when it does not. Lists come first, then `index`
  /// patterns, `exclude`, `include`; without `include`, every URL of its hosts is a page, but for
  /// web archives.
  std::optional<db::UrlKind> kind_of(const Url& url) const;
  /// Whether `exclude` names a URL, and neither the lists nor `index` do.
  bool excludes(const Url& url) const;
  /// Whether a capture is wanted as a page: patterns are tried on the page that was captured.
  bool wants_capture(const Url& capture) const;
  /// The pattern that decided, for people: `exclude "/search*"`.
  std::string reason_for(const Url& url) const;

  /// Differs when the same lists would lead to other pages.
  std::string list_rules() const;

  /// The URL to fetch for a link.
  Url canonical(const Url& url) const { return canonical_for_frontier(url, key_rules_); }
  /// What the URLs of one page have in common; "" when the source has no aliases, and each URL is a
  /// page of its own.
  std::string story(const Url& url) const;
  /// Of a page or a list in the frontier; a lower number is fetched first.
  int priority(db::UrlKind kind) const;

 private:
  explicit SourceRules(Source source) : source_(std::move(source)) {}
  bool is_page_host(const std::string& host) const {
    return page_hosts_.contains(host) || seed_ways_->joined(host);
  }
  Result<void> read_lists();
  Result<void> read_patterns();

  Source source_;
  std::map<Url, db::UrlKind> lists_;
  std::set<std::string> page_hosts_;
  std::set<std::string> archive_hosts_;
  std::shared_ptr<SeedWays> seed_ways_ = std::make_shared<SeedWays>();  // copies are one source
  std::vector<UrlPattern> index_;
  std::vector<UrlPattern> include_;
  std::vector<UrlPattern> exclude_;
  std::vector<UrlTemplate> templates_;
  std::vector<AddressAllowance> allowed_private_;
  std::optional<Cron> schedule_;
  UrlKeyRules key_rules_;
};

}  // namespace cabled
