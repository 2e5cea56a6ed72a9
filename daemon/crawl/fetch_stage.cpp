#include "daemon/crawl/fetch_stage.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "daemon/metrics/crawl_metrics.h"
#include "daemon/pipeline/rfc3339.h"
#include "daemon/pipeline/settle_page.h"
#include "daemon/pipeline/task_request.h"
#include "daemon/system/log.h"

namespace cabled {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// What a page is taken to weigh until its length is known.
constexpr std::uint64_t kExpectedBytes = 64 << 10U;

// Descriptors come back as transfers end, which takes a second or so.
constexpr std::chrono::seconds kDescriptorPause{1};

std::chrono::sys_seconds this_second() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

void count(const FetchResult& result) {
  if (const auto* response = std::get_if<FetchResponse>(&result.outcome)) {
    crawl_metrics().count_answer(response->status, response->timings.total);
  } else {
    crawl_metrics().count_no_answer();
  }
}

/// What went wrong with the host, for people; "" when it was not the host.
std::string trouble_of(const FetchResult& result, const HostVisit& visit) {
  if (visit.answer != HostAnswer::kFailed && visit.answer != HostAnswer::kSlowDown) return "";
  const std::string url = result.url.text();
  if (const auto* failure = std::get_if<FetchFailure>(&result.outcome)) {
    return fmt::format("{}: {} ({})", failure_class_name(failure->failure), failure->message, url);
  }
  const std::string wish =
      visit.retry_after ? fmt::format(", asks to wait {} s", visit.retry_after->count()) : "";
  return fmt::format("http_{}{} ({})", std::get<FetchResponse>(result.outcome).status, wish, url);
}

}  // namespace

void FetchStage::run(const std::stop_token& stop, const std::stop_token& cut, StageSign& sign) {
  if (const int wanted = rules_->config().fetch.connections;
      most_ < static_cast<std::size_t>(wanted)) {
    log::warn("too few file descriptors", {{"connections", wanted}, {"used", most_}});
  }
  bool was_cut = false;
  while (!stop.stop_requested() || fetcher_.active() > 0) {
    if (!stop.stop_requested()) start_what_may();
    if (cut.stop_requested() && !std::exchange(was_cut, true)) fetcher_.cancel_all();
    const auto now = steady_clock::now();
    const auto next = std::max({board_.next_turn(now), bandwidth_.next_start(), paused_until_});
    // A turn that has come and is not taken, with no transfer under way, is work that stands still.
    if (next > now || fetcher_.active() > 0) sign.set(StageState::kWorks);
    const auto nap = std::chrono::ceil<milliseconds>(next - now);
    for (FetchResult& result : fetcher_.wait(std::clamp(nap, milliseconds(1), milliseconds(200)))) {
      take(std::move(result));
    }
  }
  fetched_.close();
}

void FetchStage::start_what_may() {
  while (fetcher_.active() < most_) {
    const auto now = steady_clock::now();
    if (now < bandwidth_.next_start() || now < paused_until_) return;
    std::optional<Credit> credit = credits_->try_take(kExpectedBytes);
    if (!credit) return;
    std::optional<HostBoard::Turn> turn = board_.next_task(now);
    if (!turn) return;
    if (turn->kind == HostBoard::Turn::Kind::kDisallowed) {
      refused_.push(refuse_by_robots(turn->task, *rules_, std::move(*credit)));
      continue;
    }
    if (turn->kind == HostBoard::Turn::Kind::kRefusedHost) {
      refused_.push(
          refuse_by_address(turn->task, std::move(turn->refusal), *rules_, std::move(*credit)));
      continue;
    }
    start(std::move(turn->task), std::move(*credit));
  }
}

void FetchStage::start(CrawlTask task, Credit credit) {
  task.chain = board_.chains().take(task.url.text());
  task.hops = std::max(task.hops, task.chain.hops);
  FetchRequest request = request_of(task, *rules_);
  request.token = next_token_++;
  running_.emplace(request.token, Running{std::move(task), std::move(credit)});
  fetcher_.start(std::move(request));
}

void FetchStage::mind_descriptors(const FetchResult& result) {
  const auto* failure = std::get_if<FetchFailure>(&result.outcome);
  if (failure != nullptr && failure->failure == FailureClass::kDescriptors) {
    if (!std::exchange(is_paused_, true)) {
      log::error("fetch paused", {{"error", failure->message}});
      pause_note_.tell(failure->message);
    }
    paused_until_ = steady_clock::now() + kDescriptorPause;
  } else if (failure == nullptr && std::exchange(is_paused_, false)) {
    log::info("fetch resumed");
    pause_note_.tell("");
  }
}

void FetchStage::take(FetchResult result) {
  mind_descriptors(result);
  count(result);
  auto node = running_.extract(result.token);
  CrawlTask& task = node.mapped().task;
  const HostVisit visit = visit_of(result, this_second());
  bandwidth_.took(result.received_bytes, steady_clock::now() - result.receiving);
  board_.fetched(task, visit, trouble_of(result, visit), steady_clock::now());
  const std::string url = task.url.text();
  FetchedPage page{.errand = std::move(task), .url = url, .at = now_utc(), .content = {}};
  page.credit = std::move(node.mapped().credit);
  if (auto* response = std::get_if<FetchResponse>(&result.outcome)) {
    page.credit.resize(response->body.size());
    page.content = std::move(*response);
  } else {
    page.content = std::move(std::get<FetchFailure>(result.outcome));
  }
  fetched_.push(std::move(page));
}

}  // namespace cabled
