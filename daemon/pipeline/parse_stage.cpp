#include "daemon/pipeline/parse_stage.h"

#include <utility>

#include "daemon/fetch/robots_answer.h"
#include "daemon/pipeline/page_outcome.h"
#include "daemon/system/log.h"
#include "parsers/web/robots.h"
#include "parsers/web/robots_access.h"

namespace cabled {
namespace {

const char* rule_of(RobotsAccess access) {
  switch (access) {
    case RobotsAccess::kUseBody:
    case RobotsAccess::kUseCached:
      return "body";
    case RobotsAccess::kAllowAll:
      return "allow_all";
    case RobotsAccess::kDisallowAll:
      return "disallow_all";
  }
  return "disallow_all";
}

/// Why the host itself may not be connected to; null when it may. A file that has moved to such a
/// place is merely out of reach.
const std::string* refusal_of_host(const PageJob& job) {
  const auto* failure = std::get_if<FetchFailure>(&job.content);
  const bool refused = failure != nullptr && failure->failure == FailureClass::kRefusedAddress &&
                       job.task->hops == 0;
  return refused ? &failure->message : nullptr;
}

}  // namespace

void ParseStage::run() {
  while (std::optional<PageJob> job = in_.pop()) {
    if (job->task && job->task->kind == TaskKind::kRobots) {
      take_robots(std::move(*job));
    } else {
      out_.push(settle_page(std::move(*job), *rules_));
    }
  }
}

void ParseStage::take_robots(PageJob job) {
  const std::chrono::sys_seconds now{std::chrono::floor<std::chrono::seconds>(job.at)};
  auto* response = std::get_if<FetchResponse>(&job.content);
  RobotsAnswer answer =
      response != nullptr ? read_robots_answer(std::move(*response), now) : RobotsAnswer{};
  if (answer.redirect && job.task->hops < kMaxRobotsRedirects) {
    board_->redirect_robots(*job.task, std::move(*answer.redirect));
    return;
  }
  if (const std::string* refusal = refusal_of_host(job)) {
    board_->refuse_host(job.task->lease, *refusal, std::chrono::steady_clock::now());
    return;
  }
  const RobotsAccessRule rule = robots_access(answer.fetch);
  log::info("robots read", {{"url", job.url}, {"rule", rule_of(rule.access)}});
  std::vector<std::string> sitemaps;
  if (rule.access == RobotsAccess::kUseBody) sitemaps = Robots::parse(answer.body).sitemaps();
  std::vector<db::NewUrl> found = rules_->sitemaps(*job.task, sitemaps);
  board_->set_robots(job.task->lease,
                     {rule_of(rule.access), std::move(answer.body), rule.fetch_again_after},
                     std::chrono::steady_clock::now());
  if (found.empty()) return;
  WriteJob names;
  names.write.lease = job.task->lease;
  names.write.discovered = std::move(found);
  names.note.url = job.url;
  names.note.verdict = db::Verdict::kRead;
  names.credit = std::move(job.credit);
  out_.push(std::move(names));
}

}  // namespace cabled
