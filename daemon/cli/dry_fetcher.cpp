#include "daemon/cli/dry_fetcher.h"

#include <utility>

#include "daemon/pipeline/rfc3339.h"
#include "daemon/pipeline/settle_page.h"
#include "daemon/pipeline/task_request.h"
#include "parsers/web/robots.h"

namespace cabled::cli {
namespace {

WriteJob wait_for_robots(const std::string& trouble) {
  WriteJob job;
  job.write.ruling = {db::Verdict::kPending, db::Reason::kRobots, Utf8Text::sanitized(trouble)};
  return job;
}

}  // namespace

CrawlTask DryFetcher::task_for(const Url& url, db::UrlKind kind) const {
  CrawlTask task(1, url, {});
  task.source_id = rules_.source_id_of(url);
  task.kind = kind;
  return task;
}

WriteJob DryFetcher::judge(const Url& url, db::UrlKind kind) {
  CrawlTask task = task_for(url, kind);
  while (true) {
    WriteJob job = judge_one(task);
    const bool goes_on = job.write.ruling.reason == db::Reason::kRedirect;
    if (!goes_on) return job;
    const db::NewUrl& hop = job.write.discovered.front();
    const std::optional<int> source_id = task.source_id;
    task = task_for(Url::parse(hop.url).value(), kind);
    task.source_id = source_id;
    task.hops = hop.hops;
    if (job.chain) task.chain = std::move(*job.chain);
  }
}

WriteJob DryFetcher::judge_one(const CrawlTask& task) {
  if (rules_.robots_for(task.url) == HostBoard::RobotsUse::kObey) {
    const SingleFetcher::RobotsFile& robots = robots_of(task.url);
    if (!robots.refusal.empty()) return refuse_by_address(task, robots.refusal, rules_, {});
    if (robots.access == RobotsAccess::kDisallowAll) return wait_for_robots(robots.trouble);
    const bool forbidden =
        robots.access == RobotsAccess::kUseBody &&
        !Robots::parse(robots.body).decision(rules_.config().user_agent, task.url).allowed;
    if (forbidden) return refuse_by_robots(task, rules_, {});
  }
  ArchivedPage page{task, task.url.text(), now_utc(), FetchFailure{}};
  auto outcome = fetcher_.get(request_of(task, rules_));
  if (auto* response = std::get_if<FetchResponse>(&outcome)) {
    const Digest payload = Digest::of(response->body);
    // Nowhere: it is not archived.
    page.content = ArchivedResponse{std::move(*response), payload, ArchiveRef{}};
  } else {
    page.content = std::move(std::get<FetchFailure>(outcome));
  }
  return settle_page(std::move(page), rules_);
}

const SingleFetcher::RobotsFile& DryFetcher::robots_of(const Url& url) {
  const auto known = robots_.find(url.origin());
  if (known != robots_.end()) return known->second;
  // An origin comes from a URL, so this is one.
  CrawlTask file = task_for(Url::parse(url.origin() + "/robots.txt").value(), db::UrlKind::kPage);
  file.is_robots = true;
  return robots_.emplace(url.origin(), fetcher_.get_robots(request_of(file, rules_))).first->second;
}

}  // namespace cabled::cli
