#include "daemon/pipeline/parse_stage.h"

#include <utility>

#include "daemon/fetch/robots_answer.h"
#include "daemon/pipeline/settle_page.h"
#include "daemon/system/log.h"
#include "parsers/web/robots.h"
#include "parsers/web/robots_access.h"

namespace cabled {
namespace {

const char* rule_of(RobotsAccess access) {
  switch (access) {
    case RobotsAccess::kUseBody:
      return "body";
    case RobotsAccess::kAllowAll:
      return "allow_all";
    case RobotsAccess::kDisallowAll:
      return "disallow_all";
  }
  return "disallow_all";
}

void log_robots(const std::string& url, RobotsAccess access, const std::string& note) {
  if (note.empty()) return log::info("robots read", {{"url", url}, {"rule", rule_of(access)}});
  log::warn("robots read", {{"url", url}, {"rule", rule_of(access)}, {"note", note}});
}

/// Why the host itself may not be connected to; null when it may. A file that has moved to such a
/// place is merely out of reach.
const std::string* refusal_of_host(const ArchivedPage& page, const CrawlTask& task) {
  const auto* failure = std::get_if<FetchFailure>(&page.content);
  const bool refused =
      failure != nullptr && failure->failure == FailureClass::kRefusedAddress && task.hops == 0;
  return refused ? &failure->message : nullptr;
}

/// Whether no answer came because of us.
bool is_our_doing(const ArchivedPage& page) {
  const auto* failure = std::get_if<FetchFailure>(&page.content);
  return failure != nullptr && is_our_doing(failure->failure);
}

}  // namespace

void ParseStage::run(const std::stop_token& cut, StageSign& sign) {
  std::size_t dropped = 0;
  while (std::optional<ArchivedPage> page = in_.pop()) {
    sign.set(StageState::kWorks);
    const auto* task = std::get_if<CrawlTask>(&page->errand);
    if (cut.stop_requested()) {
      ++dropped;
    } else if (task != nullptr && task->is_robots) {
      take_robots(*task, *page);
    } else {
      settle(std::move(*page));
    }
    sign.set(StageState::kIdle);
  }
  if (dropped > 0) log::warn("pages dropped", {{"stage", "parse"}, {"pages", dropped}});
}

void ParseStage::settle(ArchivedPage page) {
  const auto* task = std::get_if<CrawlTask>(&page.errand);
  const std::optional<int> source_id = task != nullptr ? task->source_id : std::nullopt;
  WriteJob job = settle_page(std::move(page), *rules_);
  if (board_ != nullptr && job.chain) board_->chains().put(std::move(*job.chain));
  const SourceRules* source = rules_->find(source_id);
  if (source != nullptr && job.seed_led_to && source->follow_seed(*job.seed_led_to)) {
    log::info(
        "source follows its seed",
        {{"source", source->source().name}, {"seed", job.url}, {"host", job.seed_led_to->host()}});
  }
  out_.push(std::move(job));
}

void ParseStage::take_robots(const CrawlTask& task, ArchivedPage& page) {
  if (is_our_doing(page)) return board_->ask_robots_again(task.lease);
  const std::chrono::sys_seconds now{std::chrono::floor<std::chrono::seconds>(page.at)};
  auto* archived = std::get_if<ArchivedResponse>(&page.content);
  RobotsAnswer answer;
  if (archived != nullptr) answer = read_robots_answer(std::move(archived->response), now);
  if (const auto* failure = std::get_if<FetchFailure>(&page.content)) {
    answer = read_robots_answer(*failure);
  }
  if (answer.redirect && task.hops < kMaxRobotsRedirects) {
    board_->redirect_robots(task, std::move(*answer.redirect));
    return;
  }
  if (const std::string* refusal = refusal_of_host(page, task)) {
    board_->refuse_host(task.lease, *refusal, std::chrono::steady_clock::now());
    return;
  }
  const RobotsAccessRule rule = robots_access(answer.fetch);
  const std::string trouble =
      rule.access == RobotsAccess::kDisallowAll ? robots_trouble(answer, task.url) : "";
  log_robots(page.url, rule.access, trouble.empty() ? answer.note : trouble);
  std::vector<std::string> sitemaps;
  if (rule.access == RobotsAccess::kUseBody) sitemaps = Robots::parse(answer.body).sitemaps();
  std::vector<db::NewUrl> found = rules_->sitemaps(task, sitemaps);
  board_->set_robots(task.lease,
                     {.rule = rule_of(rule.access),
                      .body = std::move(answer.body),
                      .holds_for = rule.fetch_again_after,
                      .trouble = trouble},
                     std::chrono::steady_clock::now());
  if (found.empty()) return;
  WriteJob names;
  names.write.lease = task.lease;
  names.write.discovered = std::move(found);
  names.url = page.url;
  names.write.ruling.verdict = db::Verdict::kRead;
  names.credit = std::move(page.credit);
  out_.push(std::move(names));
}

}  // namespace cabled
