#include "daemon/schedule/source_rules.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "daemon/config/fault_lines.h"
#include "daemon/schedule/parse_each.h"
#include "parsers/model/digest.h"
#include "parsers/web/cdx.h"

namespace cabled {
namespace {

// Lists come before the pages that they lead to, so that a crawl knows its size early. Numbers
// below are of what a person asked for.
constexpr int kListPriority = 2;
constexpr int kLeastPagePriority = 6;
constexpr int kSourcePriorityStep = 34;

const UrlPattern* first_match(const std::vector<UrlPattern>& patterns, const Url& url) {
  const auto found = std::ranges::find_if(
      patterns, [&](const UrlPattern& pattern) { return pattern.matches(url); });
  return found == patterns.end() ? nullptr : &*found;
}

}  // namespace

Result<SourceRules> SourceRules::make(const Source& source) {
  SourceRules rules(source);
  FaultLines faults;
  faults.add(rules.read_lists());
  faults.add(rules.read_patterns());
  if (!source.schedule.empty()) {
    if (const Result<Cron> schedule = Cron::parse(source.schedule)) {
      rules.schedule_ = *schedule;
    } else {
      faults.add("schedule: " + schedule.error().message);
    }
  }
  if (Result<void> read = faults.result(); !read) return tl::unexpected(std::move(read.error()));
  rules.page_hosts_.insert(source.aliases.begin(), source.aliases.end());
  if (!source.aliases.empty() && !rules.page_hosts_.empty()) {
    const auto main = std::ranges::find_if(
        rules.lists_, [](const auto& list) { return list.second != db::UrlKind::kCdx; });
    for (const std::string& alias : source.aliases) {
      if (main != rules.lists_.end()) {
        rules.key_rules_.host_aliases.emplace_back(alias, main->first.host());
      }
    }
  }
  return rules;
}

Result<void> SourceRules::read_lists() {
  struct Lists {
    std::string_view key;
    const std::vector<std::string>& texts;
    db::UrlKind kind;
  };
  const Lists lists[] = {{"archives", source_.archives, db::UrlKind::kCdx},
                         {"feeds", source_.feeds, db::UrlKind::kFeed},
                         {"sitemaps", source_.sitemaps, db::UrlKind::kSitemap},
                         {"seeds", source_.seeds, db::UrlKind::kIndex}};
  FaultLines faults;
  for (const auto& [key, texts, kind] : lists) {
    auto urls = parse_each<Url>(key, texts);
    faults.add(urls);
    if (!urls) continue;
    for (const Url& url : *urls) {
      const bool is_archive = kind == db::UrlKind::kCdx;
      (is_archive ? archive_hosts_ : page_hosts_).insert(url.host());
      lists_.insert_or_assign(is_archive ? cdx_query(url) : url, kind);
    }
  }
  auto templates = parse_each<UrlTemplate>("templates", source_.templates);
  faults.add(templates);
  if (!templates) return faults.result();
  for (const UrlTemplate& numbers : *templates) page_hosts_.insert(numbers.at(0).value().host());
  templates_ = std::move(*templates);
  return faults.result();
}

Result<void> SourceRules::read_patterns() {
  auto index = parse_each<UrlPattern>("index", source_.index);
  auto include = parse_each<UrlPattern>("include", source_.include);
  auto exclude = parse_each<UrlPattern>("exclude", source_.exclude);
  auto allowed = parse_each<AddressAllowance>("allow_private", source_.allow_private);
  FaultLines faults;
  faults.add(index);
  faults.add(include);
  faults.add(exclude);
  faults.add(allowed);
  if (Result<void> read = faults.result(); !read) return read;
  index_ = std::move(*index);
  include_ = std::move(*include);
  exclude_ = std::move(*exclude);
  allowed_private_ = std::move(*allowed);
  return {};
}

bool SourceRules::follow_seed(const Url& target) const {
  seed_ways_->add(target);
  return !is_own_host(target) && seed_ways_->join(target.host());
}

bool SourceRules::is_own_host(const Url& url) const {
  return is_page_host(url.host()) || archive_hosts_.contains(url.host());
}

std::optional<db::UrlKind> SourceRules::kind_of(const Url& url) const {
  if (const auto list = lists_.find(url); list != lists_.end()) return list->second;
  if (!is_page_host(url.host())) return std::nullopt;
  if (first_match(index_, url) != nullptr) return db::UrlKind::kIndex;
  if (first_match(exclude_, url) != nullptr) return std::nullopt;
  if (include_.empty() || first_match(include_, url) != nullptr) return db::UrlKind::kPage;
  return std::nullopt;
}

bool SourceRules::excludes(const Url& url) const {
  return !lists_.contains(url) && first_match(index_, url) == nullptr &&
         first_match(exclude_, url) != nullptr;
}

bool SourceRules::wants_capture(const Url& capture) const {
  const Url page = archived_page(capture).value_or(capture);
  if (first_match(exclude_, page) != nullptr || first_match(exclude_, capture) != nullptr) {
    return false;
  }
  return include_.empty() || first_match(include_, page) != nullptr ||
         first_match(include_, capture) != nullptr;
}

std::string SourceRules::reason_for(const Url& url) const {
  if (!is_own_host(url)) return fmt::format("host \"{}\" is not of this source", url.host());
  if (const auto list = lists_.find(url); list != lists_.end()) {
    return list->second == db::UrlKind::kIndex
               ? "seed"
               : fmt::format("configured as {}", db::to_string(list->second));
  }
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

std::string SourceRules::list_rules() const {
  const nlohmann::json rules{source_.index, source_.include, source_.exclude, source_.aliases,
                             source_.depth};
  return Digest::of(rules.dump()).hex();
}

std::string SourceRules::story(const Url& url) const {
  return source_.aliases.empty() ? "" : story_key(url, key_rules_);
}

int SourceRules::priority(db::UrlKind kind) const {
  if (kind != db::UrlKind::kPage) return kListPriority;
  // 0 to 100 of the configuration, higher first, to 6 to 3 of the frontier, lower first.
  return kLeastPagePriority - (source_.priority + kSourcePriorityStep - 1) / kSourcePriorityStep;
}

}  // namespace cabled
