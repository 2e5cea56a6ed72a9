#include "daemon/crawl/single_fetch.h"

#include <chrono>
#include <utility>

#include "daemon/fetch/robots_answer.h"

namespace cabled {
namespace {

std::chrono::sys_seconds second_of_fetch() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

SingleFetcher::RobotsFile SingleFetcher::get_robots(FetchRequest request) {
  RobotsAnswer answer;
  for (int hops = 0; hops <= kMaxRobotsRedirects; ++hops) {
    auto outcome = get(request);
    if (const auto* failure = std::get_if<FetchFailure>(&outcome)) {
      const bool refused = failure->failure == FailureClass::kRefusedAddress && hops == 0;
      return {RobotsAccess::kDisallowAll, "", refused ? failure->message : "",
              robots_trouble(read_robots_answer(*failure), request.url)};
    }
    answer = read_robots_answer(std::move(std::get<FetchResponse>(outcome)), second_of_fetch());
    if (!answer.redirect) break;
    request.url = *answer.redirect;
  }
  const RobotsAccess access = robots_access(answer.fetch).access;
  const bool is_shut = access == RobotsAccess::kDisallowAll;
  return {access, std::move(answer.body), "", is_shut ? robots_trouble(answer, request.url) : ""};
}

std::variant<FetchResponse, FetchFailure> SingleFetcher::get(FetchRequest request) {
  request.token = 1;
  fetcher_->start(std::move(request));
  std::vector<FetchResult> results;
  while (results.empty()) results = fetcher_->wait(std::chrono::milliseconds(500));
  return std::move(results.front().outcome);
}

}  // namespace cabled
