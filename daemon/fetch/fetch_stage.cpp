#include "daemon/fetch/fetch_stage.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "daemon/pipeline/page_outcome.h"
#include "daemon/pipeline/retry.h"
#include "daemon/pipeline/rfc3339.h"
#include "parsers/web/header_value.h"
#include "parsers/web/robots.h"

namespace cabled {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// What a page is taken to weigh until its length is known.
constexpr std::uint64_t kExpectedBytes = 64 << 10U;

FetchSample sample_of(const FetchResult& result) {
  FetchSample sample;
  const auto* response = std::get_if<FetchResponse>(&result.outcome);
  if (response == nullptr) {
    const auto& failure = std::get<FetchFailure>(result.outcome);
    if (failure.kind == ErrorKind::kTransient) sample.end = FetchEnd::kTroubled;
    return sample;
  }
  sample.latency = std::chrono::duration_cast<milliseconds>(response->timings.first_byte);
  if (response->status == 429 || response->status >= 500) {
    sample.end = FetchEnd::kTroubled;
    sample.retry_after =
        retry_after(header_value(response->response_head, "retry-after"), now_utc());
  }
  return sample;
}

}  // namespace

void FetchStage::run(const std::stop_token& stop, const std::stop_token& cut) {
  bool was_cut = false;
  while (!stop.stop_requested() || fetcher_.active() > 0) {
    if (!stop.stop_requested()) start_what_may();
    if (cut.stop_requested() && !std::exchange(was_cut, true)) fetcher_.cancel_all();
    const auto now = steady_clock::now();
    const auto nap = std::chrono::ceil<milliseconds>(board_.next_turn(now) - now);
    for (FetchResult& result : fetcher_.wait(std::clamp(nap, milliseconds(1), milliseconds(200)))) {
      take(std::move(result));
    }
  }
  fetched_.close();
}

void FetchStage::start_what_may() {
  const auto connections = static_cast<std::size_t>(rules_->config().fetch.connections);
  while (fetcher_.active() < connections) {
    std::optional<Credit> credit = credits_->try_take(kExpectedBytes);
    if (!credit) return;
    std::optional<CrawlTask> task = board_.next_task(steady_clock::now());
    if (!task) return;
    if (task->kind != TaskKind::kRobots && !board_.allows(*task)) {
      board_.not_fetched(*task);
      refused_.push(refuse_by_robots(*task, *rules_, std::move(*credit)));
      continue;
    }
    start(std::move(*task), std::move(*credit));
  }
}

void FetchStage::start(CrawlTask task, Credit credit) {
  const FetchOptions& options = rules_->config().fetch;
  FetchRequest request{.token = next_token_++, .url = task.url};
  request.etag = task.etag;
  request.last_modified = task.last_modified;
  request.limits.max_body_bytes = options.max_body.count;
  request.limits.connect_timeout = options.connect_timeout;
  request.limits.total_timeout = options.total_timeout;
  request.limits.stall_timeout = std::chrono::ceil<std::chrono::seconds>(options.low_speed_time);
  request.limits.min_bytes_per_second = options.low_speed_limit.count;
  request.allowed_private = rules_->allowed_private(task.source_id);
  if (const SourceRules* source = rules_->find(task.source_id)) {
    if (!source->source().verify_tls) request.tls = TlsVerification::kSkipped;
  }
  if (task.kind == TaskKind::kRobots) {
    request.limits.max_body_bytes = Robots::kMaxBytes;
    request.when_too_large = WhenTooLarge::kKeepPrefix;
  }
  running_.emplace(request.token, Running{std::move(task), std::move(credit)});
  fetcher_.start(std::move(request));
}

void FetchStage::take(FetchResult result) {
  auto node = running_.extract(result.token);
  CrawlTask& task = node.mapped().task;
  board_.fetched(task, sample_of(result), steady_clock::now());
  PageJob job;
  job.url = task.url.text();
  job.at = now_utc();
  job.credit = std::move(node.mapped().credit);
  if (auto* response = std::get_if<FetchResponse>(&result.outcome)) {
    job.credit.resize(response->body.size());
    job.content = std::move(*response);
  } else {
    job.content = std::move(std::get<FetchFailure>(result.outcome));
  }
  job.task = std::move(task);
  fetched_.push(std::move(job));
}

}  // namespace cabled
