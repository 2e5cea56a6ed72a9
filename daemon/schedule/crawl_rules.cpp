#include "daemon/schedule/crawl_rules.h"

#include <algorithm>
#include <set>
#include <unordered_set>
#include <utility>

#include "daemon/config/fault_lines.h"
#include "daemon/schedule/link_memo.h"
#include "daemon/schedule/parse_each.h"
#include "db/frontier/frontier.h"
#include "parsers/web/cdx.h"

namespace cabled {
namespace {

// The unique index on url cannot hold more.
constexpr std::size_t kMaxUrlBytes = 2048;

// Sitemaps of sitemaps, pages of feeds: the protocol knows one level, hostile sites have no end.
constexpr int kMaxListDepth = 100;
constexpr std::size_t kMaxRobotsSitemaps = 100;

db::NewUrl new_url(const Url& url, std::optional<int> source_id, const SourceRules* source,
                   db::UrlKind kind, int depth) {
  db::NewUrl row;
  row.url = url.text();
  row.origin = url.origin();
  row.source_id = source_id;
  row.kind = kind;
  row.priority = source != nullptr ? source->priority(kind) : db::kRequested;
  row.depth = depth;
  if (source != nullptr && kind == db::UrlKind::kPage) row.story = source->story(url);
  return row;
}

// Where the links of a page lead from.
Url base_of(const CrawlTask& task, const PageLinks& links) {
  if (links.base_href.empty()) return task.url;
  return task.url.resolve(links.base_href).value_or(task.url);
}

// Each line with the name of the source that it is about.
std::string of_source(const std::string& name, std::string_view lines) {
  FaultLines named;
  for (const std::string_view line : fault_lines(lines)) {
    named.add(fmt::format("source '{}': {}", name, line));
  }
  return named.text();
}

bool fits_frontier(const Url& url) { return url.text().size() <= kMaxUrlBytes; }

}  // namespace

Result<CrawlRules> CrawlRules::make(const Config& config,
                                    const std::map<std::string, int>& source_ids) {
  CrawlRules rules(config);
  FaultLines faults;
  auto allowed = parse_each<AddressAllowance>("fetch.allow_private", config.fetch.allow_private);
  faults.add(allowed);
  if (allowed) rules.allowed_private_ = std::move(*allowed);
  for (const Source& source : config.sources) {
    Result<SourceRules> made = SourceRules::make(source);
    if (made) {
      rules.sources_.emplace(source_ids.at(source.name), std::move(*made));
    } else {
      faults.add(of_source(source.name, made.error().message));
    }
  }
  if (Result<void> read = faults.result(); !read) return tl::unexpected(std::move(read.error()));
  return rules;
}

const SourceRules* CrawlRules::find(const std::optional<int>& source_id) const {
  if (!source_id) return nullptr;
  const auto found = sources_.find(*source_id);
  return found == sources_.end() ? nullptr : &found->second;
}

std::optional<int> CrawlRules::source_id_of(const Url& url) const {
  for (const auto& [id, source] : sources_) {
    if (source.is_own_host(url)) return id;
  }
  return std::nullopt;
}

PaceLimits CrawlRules::limits_for(const Url& url) const {
  const SourceRules* source = source_of(url);
  if (source == nullptr) return pace_limits(config_.fetch);
  FetchOptions fetch = config_.fetch;
  fetch.delay = source->source().delay;
  fetch.per_host = source->source().per_host;
  return pace_limits(fetch);
}

HostBoard::RobotsUse CrawlRules::robots_for(const Url& url) const {
  const SourceRules* source = source_of(url);
  const bool obey = source != nullptr ? source->source().crawl_robots : config_.robots.respect;
  return obey ? HostBoard::RobotsUse::kObey : HostBoard::RobotsUse::kIgnore;
}

std::vector<int> CrawlRules::source_ids() const {
  std::vector<int> ids;
  for (const auto& [id, source] : sources_) ids.push_back(id);
  return ids;
}

std::vector<AddressAllowance> CrawlRules::allowed_private(
    const std::optional<int>& source_id) const {
  std::vector<AddressAllowance> all = allowed_private_;
  if (const SourceRules* source = find(source_id)) {
    std::ranges::copy(source->allowed_private(), std::back_inserter(all));
  }
  return all;
}

// The links of a raw capture are the links of its day: they lead out of the archive.
bool CrawlRules::may_lead_on(const CrawlTask& task) const {
  const bool is_one_off_page = find(task.source_id) == nullptr && task.kind == db::UrlKind::kPage;
  return !is_one_off_page && !archived_page(task.url);
}

// The hash of the task's source and depth; each set of rules has a key of its own.
std::uint64_t CrawlRules::judged_by(const CrawlTask& task) const {
  return committed_urls_->hash_of(fmt::format("{} {}", task.source_id.value_or(0), task.depth));
}

std::vector<db::NewUrl> CrawlRules::discover(const CrawlTask& task, const PageLinks& links) const {
  std::vector<db::NewUrl> found;
  if (!may_lead_on(task)) return found;
  const Url from = base_of(task, links);
  std::unordered_set<std::string> linked{task.url.text()};
  std::set<std::string> seen;
  for (const std::string& link : links.urls) {
    const Result<Url> url = from.resolve(link);
    if (!url || !linked.insert(url->text()).second) continue;
    std::optional<db::NewUrl> row = wanted(task, *url);
    if (row && seen.insert(row->url).second) found.push_back(std::move(*row));
  }
  return found;
}

// What is unwanted because its host is none of the source's may be wanted once a seed has led
// there; what its patterns say stays.
std::vector<db::NewUrl> CrawlRules::discover_new(const CrawlTask& task,
                                                 const PageLinks& links) const {
  const SourceRules* source = find(task.source_id);
  if (source == nullptr) return discover(task, links);
  std::vector<db::NewUrl> found;
  if (!may_lead_on(task)) return found;
  const Url from = base_of(task, links);
  thread_local LinkMemo memo;
  LinkMemo::Page known(memo, *committed_urls_, from, judged_by(task));
  std::unordered_set<std::string> linked{task.url.text()};
  std::set<std::string> seen;
  for (const std::string& link : links.urls) {
    const LinkMemo::Known told = known.find(link);
    if (told.outcome == LinkMemo::Outcome::kUnwanted) continue;
    if (told.outcome == LinkMemo::Outcome::kWanted && committed_urls_->contains_hash(told.url)) {
      continue;
    }
    const Result<Url> url = from.resolve(link);
    if (!url || !linked.insert(url->text()).second) continue;
    std::optional<db::NewUrl> row = wanted(task, *url);
    if (row) {
      known.keep_wanted(row->url);
      const bool is_new = !committed_urls_->contains(row->url);
      if (is_new && seen.insert(row->url).second) found.push_back(std::move(*row));
    } else if (source->is_own_host(source->canonical(*url))) {
      known.keep_unwanted();
    }
  }
  return found;
}

std::optional<db::NewUrl> CrawlRules::wanted(const CrawlTask& task, const Url& found) const {
  const SourceRules* source = find(task.source_id);
  if (source == nullptr) {
    const bool is_here = found.host() == task.url.host() && fits_frontier(found) && task.depth == 0;
    if (!is_here) return std::nullopt;
    return new_url(found, task.source_id, nullptr, db::UrlKind::kPage, 1);
  }
  const Url url = source->canonical(found);
  const std::optional<db::UrlKind> kind = source->kind_of(url);
  if (!kind || !fits_frontier(url)) return std::nullopt;
  // Following the numbered index pages is no step deeper: the depth counts links away from them.
  const int depth = *kind == db::UrlKind::kPage ? task.depth + 1 : task.depth;
  if (depth > source->source().depth) return std::nullopt;
  return new_url(url, task.source_id, source, *kind, depth);
}

std::optional<db::NewUrl> CrawlRules::wanted_capture(const CrawlTask& task,
                                                     const Url& capture) const {
  const SourceRules* source = find(task.source_id);
  if (source == nullptr || !source->wants_capture(capture) || !fits_frontier(capture)) {
    return std::nullopt;
  }
  return new_url(capture, task.source_id, source, db::UrlKind::kPage, 0);
}

std::optional<db::NewUrl> CrawlRules::further_list(const CrawlTask& task, const Url& url,
                                                   db::UrlKind kind) const {
  const SourceRules* source = find(task.source_id);
  const bool is_ours =
      url.host() == task.url.host() || (source != nullptr && source->is_own_host(url));
  if (!is_ours || !fits_frontier(url) || task.depth >= kMaxListDepth) return std::nullopt;
  return new_url(url, task.source_id, source, kind, task.depth + 1);
}

std::vector<db::NewUrl> CrawlRules::sitemaps(const CrawlTask& robots,
                                             const std::vector<std::string>& lines) const {
  const SourceRules* source = find(robots.source_id);
  std::vector<db::NewUrl> found;
  if (source == nullptr || !source->source().robots_sitemaps) return found;
  for (const std::string& line : lines) {
    const Result<Url> url = robots.url.resolve(line);
    const bool is_ours = url && source->is_own_host(*url) && fits_frontier(*url);
    if (!is_ours || found.size() == kMaxRobotsSitemaps) continue;
    found.push_back(new_url(*url, robots.source_id, source, db::UrlKind::kSitemap, 0));
  }
  return found;
}

std::vector<db::NewUrl> CrawlRules::seeds() const {
  std::vector<db::NewUrl> seeds;
  for (const auto& [id, source] : sources_) {
    for (const auto& [url, kind] : source.lists()) {
      seeds.push_back(new_url(url, id, &source, kind, 0));
    }
  }
  return seeds;
}

db::NewUrl CrawlRules::visited(const Url& url, std::optional<int> source_id, db::UrlKind kind,
                               int depth) const {
  return new_url(url, source_id, find(source_id), kind, depth);
}

db::NewUrl CrawlRules::templated(int source_id, const Url& url) const {
  return new_url(url, source_id, find(source_id), db::UrlKind::kPage, 0);
}

}  // namespace cabled
