#include "daemon/pipeline/parse_stage.h"

#include <utility>

#include "daemon/fetch/content_decoding.h"
#include "daemon/pipeline/page_outcome.h"
#include "daemon/pipeline/retry.h"
#include "daemon/system/log.h"
#include "parsers/web/header_value.h"
#include "parsers/web/robots.h"
#include "parsers/web/robots_access.h"

namespace cabled {
namespace {

struct RobotsAnswer {
  RobotsFetch fetch;
  std::string body;
  std::optional<Url> redirect;
};

RobotsAnswer read_answer(PageJob& job) {
  RobotsAnswer answer;
  auto* response = std::get_if<FetchResponse>(&job.content);
  if (response == nullptr) return answer;
  answer.fetch.status = response->status;
  const std::string_view head = response->response_head;
  if (const auto wait = retry_after(header_value(head, "retry-after"), job.at)) {
    answer.fetch.retry_after = std::chrono::ceil<std::chrono::seconds>(*wait);
  }
  if (response->redirect && *response->redirect) answer.redirect = **response->redirect;
  const std::string coding(header_value(head, "content-encoding"));
  const DecodingLimits limits{.max_output = Robots::kMaxBytes, .max_ratio = 200};
  Result<std::string> body = decode_content(std::move(response->body), coding, limits);
  if (body) {
    answer.body = std::move(*body);
  } else {
    answer.fetch.status.reset();  // an unreadable robots.txt is an unreachable one
  }
  return answer;
}

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
  RobotsAnswer answer = read_answer(job);
  if (answer.redirect && job.task->hops < kMaxRobotsRedirects) {
    board_->redirect_robots(*job.task, std::move(*answer.redirect));
    return;
  }
  const RobotsAccessRule rule = robots_access(answer.fetch);
  log::info("robots read", {{"url", job.url}, {"rule", rule_of(rule.access)}});
  board_->set_robots(job.task->lease,
                     {rule_of(rule.access), std::move(answer.body), rule.fetch_again_after},
                     std::chrono::steady_clock::now());
}

}  // namespace cabled
