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

// No page of a host that must not be connected to is ever fetched, whatever its robots.txt would
// say; so that each gets this for its reason, none is kept waiting for the file. Not for long, as
// the name may get another address.
constexpr RobotsAccessRule kNoHostToAsk{RobotsAccess::kAllowAll, std::chrono::minutes(1)};

bool is_refused_host(const PageJob& job) {
  const auto* failure = std::get_if<FetchFailure>(&job.content);
  return failure != nullptr && failure->failure == FailureClass::kRefusedAddress &&
         job.task->hops == 0;
}

}  // namespace

void ParseStage::run(const std::stop_token& cut, StageSign& sign) {
  std::size_t dropped = 0;
  while (std::optional<PageJob> job = in_.pop()) {
    sign.set(StageState::kWorks);
    if (cut.stop_requested()) {
      ++dropped;
    } else if (job->task && job->task->kind == TaskKind::kRobots) {
      take_robots(std::move(*job));
    } else {
      out_.push(settle_page(std::move(*job), *rules_));
    }
    sign.set(StageState::kIdle);
  }
  if (dropped > 0) log::warn("pages dropped", {{"stage", "parse"}, {"pages", dropped}});
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
  const RobotsAccessRule rule = is_refused_host(job) ? kNoHostToAsk : robots_access(answer.fetch);
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
