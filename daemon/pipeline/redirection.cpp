#include "daemon/pipeline/redirection.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "db/frontier/frontier.h"
#include "parsers/html/refresh.h"
#include "parsers/web/header_fields.h"

namespace cabled {
namespace {

constexpr int kLongestRefreshSeconds = 10;

std::optional<Result<Url>> target_of(const Refresh& refresh, const Url& base, const Url& page) {
  if (refresh.url.empty() || refresh.seconds > kLongestRefreshSeconds) return std::nullopt;
  Result<Url> target = base.resolve(refresh.url);
  if (target && *target == page) return std::nullopt;
  return target;
}

}  // namespace

std::optional<Result<Url>> refresh_target(const FetchResponse& response, const PageLinks& links,
                                          const Url& page) {
  const std::string field = header_value(response.response_head, "refresh");
  if (const auto refresh = read_refresh(field)) {
    if (auto target = target_of(*refresh, page, page)) return target;
  }
  const auto refresh = read_refresh(links.refresh);
  if (!refresh) return std::nullopt;
  const Result<Url> base = page.resolve(links.base_href);
  return target_of(*refresh, links.base_href.empty() || !base ? page : *base, page);
}

db::NewUrl hop_to(const Url& target, const CrawlTask& task) {
  db::NewUrl hop;
  hop.url = target.text();
  hop.origin = target.origin();
  hop.source_id = task.source_id;
  hop.kind = task.kind;
  hop.priority = db::kRequested;  // the page is half-way here: finish it first
  hop.depth = task.depth;
  hop.hops = task.hops + 1;
  return hop;
}

RedirectStep step_to(const Url& target, const CrawlTask& task, const FetchResponse& response,
                     db::Timestamp at) {
  RedirectStep step;
  step.hop = hop_to(target, task);

  RedirectChain chain = task.chain;
  const std::chrono::sys_seconds now{std::chrono::floor<std::chrono::seconds>(at)};
  const bool is_new = chain.cookies.take(task.url, response.response_head, now);
  if (chain.cookies.empty()) return step;
  chain.next = target.text();
  chain.way.push_back(task.url.text());
  chain.hops = step.hop.hops;
  if (is_new && !chain.cookies.field_for(target).empty()) {
    // Fetched before as it may be, it may answer otherwise now.
    step.hop.modified_at = at;
    step.is_back = std::ranges::find(chain.way, chain.next) != chain.way.end();
  }
  step.chain = std::move(chain);
  return step;
}

}  // namespace cabled
