#include "daemon/cli/dry_fetch.h"

#include <algorithm>
#include <map>
#include <utility>

#include "daemon/app/crawl_setup.h"
#include "daemon/app/output.h"
#include "daemon/cli/fetch_report.h"
#include "daemon/crawl/single_fetch.h"
#include "daemon/json/cable_json.h"
#include "daemon/pipeline/rfc3339.h"
#include "daemon/pipeline/settle_page.h"
#include "daemon/pipeline/task_request.h"
#include "daemon/system/terminal.h"
#include "parsers/web/robots.h"

namespace cabled::cli {
namespace {

/// One request after the other, each waited for; what comes is judged as a crawl does.
class DryFetcher {
 public:
  DryFetcher(const CrawlRules& rules, std::unique_ptr<Fetcher> fetcher)
      : rules_(rules), fetcher_(std::move(fetcher)) {}

  /// What a crawl would write of the page that the URL leads to.
  WriteJob judge(const Url& url) {
    const std::optional<int> source_id = rules_.source_id_of(url);
    CrawlTask task = task_for(url, source_id);
    while (true) {
      WriteJob job = judge_one(task);
      const bool goes_on = job.write.ruling.reason == db::Reason::kRedirect;
      if (!goes_on) return job;
      const db::NewUrl& hop = job.write.discovered.front();
      task = task_for(Url::parse(hop.url).value(), source_id);
      task.hops = hop.hops;
      if (job.chain) task.chain = std::move(*job.chain);
    }
  }

 private:
  static CrawlTask task_for(const Url& url, std::optional<int> source_id) {
    CrawlTask task(1, url, {});
    task.source_id = source_id;
    return task;
  }

  WriteJob judge_one(const CrawlTask& task) {
    if (rules_.robots_for(task.url) == HostBoard::RobotsUse::kObey) {
      const SingleFetcher::RobotsFile& robots = robots_of(task);
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

  const SingleFetcher::RobotsFile& robots_of(const CrawlTask& task) {
    const auto known = robots_.find(task.url.origin());
    if (known != robots_.end()) return known->second;
    // An origin comes from a URL, so this is one.
    CrawlTask file =
        task_for(Url::parse(task.url.origin() + "/robots.txt").value(), task.source_id);
    file.is_robots = true;
    return robots_.emplace(task.url.origin(), fetcher_.get_robots(request_of(file, rules_)))
        .first->second;
  }

  static WriteJob wait_for_robots(const std::string& trouble) {
    WriteJob job;
    job.write.ruling = {db::Verdict::kPending, db::Reason::kRobots, Utf8Text::sanitized(trouble)};
    return job;
  }

  const CrawlRules& rules_;
  SingleFetcher fetcher_;
  std::map<std::string, SingleFetcher::RobotsFile> robots_;  ///< by origin
};

using Renditions = std::vector<const db::RenditionRow*>;

nlohmann::ordered_json as_json(const PageNote& note, const Renditions& renditions) {
  nlohmann::ordered_json out = note_to_json(note);
  out["cable"] = nullptr;
  if (renditions.empty()) return out;
  out["result"] = "cable";
  out["cable"] = stored_to_json(renditions.front()->fields, renditions.front()->text);
  if (renditions.size() == 1) return out;
  // Whole objects, as `parse` gives them.
  out["further"] = nlohmann::ordered_json::array();
  for (std::size_t i = 1; i < renditions.size(); ++i) {
    out["further"].push_back(stored_to_json(renditions[i]->fields, renditions[i]->text));
  }
  return out;
}

void print(const PageNote& note, const Renditions& renditions, bool json) {
  if (json) return output().json(to_line(as_json(note, renditions)));
  if (renditions.empty()) return output().text(note_to_text(note) + '\n');
  for (const db::RenditionRow* rendition : renditions) {
    const std::string id =
        rendition->cable_id.starts_with("sha256:") ? "without an id" : rendition->cable_id;
    output().text(fmt::format("{}: cable {}\n\n", printable_line(note.url), id));
    output().text(rendition->text);
  }
}

}  // namespace

int dry_fetch(const Session& session, const CrawlRules& rules, std::span<const Url> urls,
              bool json) {
  auto transfers = make_fetcher(session.config());
  if (!transfers) return report(transfers.error());
  DryFetcher fetcher(rules, std::move(*transfers));
  int code = kDone;
  for (const Url& url : urls) {
    if (!output().works()) break;
    WriteJob job = fetcher.judge(url);
    const PageNote note{.url = url.text(),
                        .ruling = std::move(job.write.ruling),
                        .cable_ids = db::cable_ids_of(job.write)};
    code = std::max(code, exit_code(note));
    print(note, db::renditions_of(job.write), json);
  }
  return code;
}

}  // namespace cabled::cli
