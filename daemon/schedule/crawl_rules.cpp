#include "daemon/schedule/crawl_rules.h"

#include <algorithm>
#include <utility>

#include "db/frontier.h"

namespace cabled {
namespace {

// Index pages come before the pages that they lead to, so that a crawl knows its size early.
constexpr int kIndexPriority = 3;
constexpr int kPagePriority = 5;
// The unique index on url cannot hold more.
constexpr std::size_t kMaxUrlBytes = 2048;

template <typename Value>
Result<std::vector<Value>> parse_each(const std::vector<std::string>& texts) {
  std::vector<Value> values;
  for (const std::string& text : texts) {
    Result<Value> value = Value::parse(text);
    if (!value) return tl::unexpected(value.error());
    values.push_back(std::move(*value));
  }
  return values;
}

const UrlPattern* first_match(const std::vector<UrlPattern>& patterns, const Url& url) {
  const auto found = std::ranges::find_if(
      patterns, [&](const UrlPattern& pattern) { return pattern.matches(url); });
  return found == patterns.end() ? nullptr : &*found;
}

db::NewUrl new_url(const Url& url, std::optional<int> source_id, db::UrlKind kind, int depth) {
  db::NewUrl row;
  row.url = url.text();
  row.origin = url.origin();
  row.source_id = source_id;
  row.kind = kind;
  row.priority = kind == db::UrlKind::kPage ? kPagePriority : kIndexPriority;
  if (!source_id) row.priority = db::kRequested;
  row.depth = depth;
  return row;
}

}  // namespace

Result<SourceRules> SourceRules::make(const Source& source) {
  SourceRules rules(source);
  for (const std::string& seed : source.seeds) {
    Result<Url> url = Url::parse(seed);
    if (!url) return tl::unexpected(url.error());
    rules.hosts_.insert(url->host());
    rules.seeds_.push_back(std::move(*url));
  }
  rules.hosts_.insert(source.aliases.begin(), source.aliases.end());

  auto index = parse_each<UrlPattern>(source.index);
  auto include = parse_each<UrlPattern>(source.include);
  auto exclude = parse_each<UrlPattern>(source.exclude);
  auto allowed = parse_each<AddressAllowance>(source.allow_private);
  if (!index) return tl::unexpected(index.error());
  if (!include) return tl::unexpected(include.error());
  if (!exclude) return tl::unexpected(exclude.error());
  if (!allowed) return tl::unexpected(allowed.error());
  rules.index_ = std::move(*index);
  rules.include_ = std::move(*include);
  rules.exclude_ = std::move(*exclude);
  rules.allowed_private_ = std::move(*allowed);
  return rules;
}

std::optional<db::UrlKind> SourceRules::kind_of(const Url& url) const {
  if (!is_own_host(url)) return std::nullopt;
  if (std::ranges::find(seeds_, url) != seeds_.end()) return db::UrlKind::kIndex;
  if (first_match(index_, url) != nullptr) return db::UrlKind::kIndex;
  if (first_match(exclude_, url) != nullptr) return std::nullopt;
  if (include_.empty() || first_match(include_, url) != nullptr) return db::UrlKind::kPage;
  return std::nullopt;
}

std::string SourceRules::reason_for(const Url& url) const {
  if (!is_own_host(url)) return fmt::format("host \"{}\" is not of this source", url.host());
  if (std::ranges::find(seeds_, url) != seeds_.end()) return "seed";
  if (const UrlPattern* p = first_match(index_, url)) return fmt::format("index \"{}\"", p->text());
  if (const UrlPattern* p = first_match(exclude_, url)) {
    return fmt::format("exclude \"{}\"", p->text());
  }
  if (include_.empty()) return "no include pattern: every page of its hosts";
  if (const UrlPattern* p = first_match(include_, url)) {
    return fmt::format("include \"{}\"", p->text());
  }
  return "no include pattern fits";
}

Result<CrawlRules> CrawlRules::make(const Config& config,
                                    const std::map<std::string, int>& source_ids) {
  CrawlRules rules(config);
  auto allowed = parse_each<AddressAllowance>(config.fetch.allow_private);
  if (!allowed) return tl::unexpected(allowed.error());
  rules.allowed_private_ = std::move(*allowed);
  for (const Source& source : config.sources) {
    Result<SourceRules> made = SourceRules::make(source);
    if (!made) return tl::unexpected(made.error());
    rules.sources_.emplace(source_ids.at(source.name), std::move(*made));
  }
  return rules;
}

const SourceRules* CrawlRules::find(const std::optional<int>& source_id) const {
  if (!source_id) return nullptr;
  const auto found = sources_.find(*source_id);
  return found == sources_.end() ? nullptr : &found->second;
}

std::vector<AddressAllowance> CrawlRules::allowed_private(
    const std::optional<int>& source_id) const {
  std::vector<AddressAllowance> all = allowed_private_;
  if (const SourceRules* source = find(source_id)) {
    std::ranges::copy(source->allowed_private(), std::back_inserter(all));
  }
  return all;
}

std::vector<db::NewUrl> CrawlRules::discover(const CrawlTask& task, const PageLinks& links) const {
  const SourceRules* source = find(task.source_id);
  const int max_depth = source != nullptr ? source->source().depth : 1;
  std::vector<db::NewUrl> found;
  if (source == nullptr && task.kind != TaskKind::kIndex) return found;

  Result<Url> base = task.url.resolve(links.base_href);
  const Url& from = links.base_href.empty() || !base ? task.url : *base;
  std::set<std::string> seen;
  for (const Link& link : links.links) {
    const Result<Url> url = from.resolve(link.url);
    if (!url || url->text().size() > kMaxUrlBytes || *url == task.url) continue;
    if (!seen.insert(url->text()).second) continue;
    std::optional<db::UrlKind> kind;
    if (source != nullptr) {
      kind = source->kind_of(*url);
    } else if (url->host() == task.url.host()) {
      kind = db::UrlKind::kPage;
    }
    // Following the numbered index pages is no step deeper: the depth counts links away from them.
    const int depth = kind == db::UrlKind::kIndex ? task.depth : task.depth + 1;
    if (kind && depth <= max_depth) found.push_back(new_url(*url, task.source_id, *kind, depth));
  }
  return found;
}

std::vector<db::NewUrl> CrawlRules::seeds() const {
  std::vector<db::NewUrl> seeds;
  for (const auto& [id, source] : sources_) {
    for (const Url& url : source.seeds()) {
      seeds.push_back(new_url(url, id, db::UrlKind::kIndex, 0));
    }
  }
  return seeds;
}

}  // namespace cabled
