#include "daemon/cli/single_fetch.h"

#include <chrono>
#include <utility>
#include <variant>

#include "daemon/cli/crawl_setup.h"
#include "daemon/cli/session.h"
#include "daemon/fetch/robots_answer.h"
#include "parsers/web/robots.h"

namespace cabled::cli {
namespace {

FetchRequest single_request(const Url& url, const FetchOptions& options) {
  FetchRequest request{.token = 1, .url = url};
  request.limits.max_body_bytes = options.max_body.count;
  request.limits.connect_timeout = options.connect_timeout;
  request.limits.total_timeout = options.total_timeout;
  return request;
}

std::chrono::sys_seconds second_of_fetch() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

SingleFetcher::SingleFetcher(const Config& config, std::unique_ptr<Fetcher> fetcher)
    : options_(config.fetch), fetcher_(std::move(fetcher)) {}

Result<FetchResponse> SingleFetcher::get(const Url& url,
                                         const std::vector<AddressAllowance>& allowed) {
  FetchRequest request = single_request(url, options_);
  request.allowed_private = allowed;
  return run(std::move(request));
}

SingleFetcher::RobotsFile SingleFetcher::get_robots(Url place,
                                                    const std::vector<AddressAllowance>& allowed) {
  RobotsAnswer answer;
  for (int hops = 0; hops <= kMaxRobotsRedirects; ++hops) {
    FetchRequest request = single_request(place, options_);
    request.allowed_private = allowed;
    request.limits.max_body_bytes = Robots::kMaxBytes;
    request.when_too_large = WhenTooLarge::kKeepPrefix;
    Result<FetchResponse> response = run(std::move(request));
    answer =
        response ? read_robots_answer(std::move(*response), second_of_fetch()) : RobotsAnswer{};
    if (!answer.redirect) break;
    place = *answer.redirect;
  }
  return {robots_access(answer.fetch).access, std::move(answer.body)};
}

Result<FetchResponse> SingleFetcher::run(FetchRequest request) {
  fetcher_->start(std::move(request));
  std::vector<FetchResult> results;
  while (results.empty()) results = fetcher_->wait(std::chrono::milliseconds(500));
  auto& outcome = results.front().outcome;
  if (auto* response = std::get_if<FetchResponse>(&outcome)) return std::move(*response);
  const auto& failure = std::get<FetchFailure>(outcome);
  return tl::unexpected(Error{failure.kind, failure.message});
}

}  // namespace cabled::cli
