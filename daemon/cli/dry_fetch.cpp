#include "daemon/cli/dry_fetch.h"

#include <iostream>
#include <utility>

#include "daemon/cli/parse_requests.h"
#include "daemon/fetch/content_decoding.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/terminal.h"
#include "parsers/site/read_page.h"
#include "parsers/web/header_value.h"
#include "parsers/web/robots.h"
#include "parsers/web/robots_access.h"

namespace cabled::cli {
namespace {

/// One request after the other, each waited for.
class DryFetcher {
 public:
  DryFetcher(const Session& session, const CrawlRules& rules)
      : config_(session.config()), rules_(rules), fetcher_(session.make_fetcher()) {}

  Result<PageReading> read(Url url) {
    for (int hops = 0; hops <= config_.fetch.max_redirects; ++hops) {
      if (!robots_allow(url)) return fail(ErrorKind::kRefused, "disallowed by robots.txt");
      Result<FetchResponse> response = get(url);
      if (!response) return tl::unexpected(response.error());
      if (!response->redirect) return read_response(url, std::move(*response));
      if (!*response->redirect) return tl::unexpected(response->redirect->error());
      url = **response->redirect;
    }
    return fail(ErrorKind::kRefused, "more than {} redirections", config_.fetch.max_redirects);
  }

 private:
  Result<FetchResponse> get(const Url& url) {
    FetchRequest request{.token = 1, .url = url};
    request.limits.max_body_bytes = config_.fetch.max_body.count;
    request.limits.connect_timeout = config_.fetch.connect_timeout;
    request.limits.total_timeout = config_.fetch.total_timeout;
    std::optional<int> source_id;
    for (const auto& [id, source] : rules_.sources()) {
      if (source.is_own_host(url)) source_id = id;
    }
    request.allowed_private = rules_.allowed_private(source_id);
    fetcher_->start(std::move(request));
    std::vector<FetchResult> results;
    while (results.empty()) results = fetcher_->wait(std::chrono::milliseconds(500));
    auto& outcome = results.front().outcome;
    if (auto* response = std::get_if<FetchResponse>(&outcome)) return std::move(*response);
    const auto& failure = std::get<FetchFailure>(outcome);
    return tl::unexpected(Error{failure.kind, failure.message});
  }

  bool robots_allow(const Url& url) {
    if (!config_.robots.respect) return true;
    const Result<Url> place = Url::parse(url.origin() + "/robots.txt");
    if (!place) return false;
    Result<FetchResponse> response = get(*place);
    RobotsFetch fetch;
    if (response) fetch.status = response->status;
    switch (robots_access(fetch).access) {
      case RobotsAccess::kAllowAll:
        return true;
      case RobotsAccess::kDisallowAll:
      case RobotsAccess::kUseCached:
        return false;
      case RobotsAccess::kUseBody:
        break;
    }
    return Robots::parse(response->body).decision(config_.user_agent, url).allowed;
  }

  Result<PageReading> read_response(const Url& url, FetchResponse response) {
    if (response.status != 200) return fail(ErrorKind::kInvalid, "http_{}", response.status);
    const std::string coding(header_value(response.response_head, "content-encoding"));
    const DecodingLimits limits{.max_output = config_.fetch.max_body.count};
    Result<std::string> body = decode_content(std::move(response.body), coding, limits);
    if (!body) return tl::unexpected(body.error());
    const std::string type(header_value(response.response_head, "content-type"));
    return read_page({std::move(*body), url.text(), type});
  }

  const Config& config_;
  const CrawlRules& rules_;
  std::unique_ptr<Fetcher> fetcher_;
};

void print(const Url& url, const PageReading& reading, bool json) {
  if (json) {
    std::cout << to_line(reading_to_json(url.text(), reading)) << '\n';
    return;
  }
  std::cout << printable_line(url.text()) << ": ";
  if (const Cable* cable = std::get_if<Cable>(&reading.outcome)) {
    std::cout << "cable " << (cable->id ? cable->id->text() : "without an id") << "\n\n"
              << printable(cable->text);
  } else if (const auto* none = std::get_if<NotACable>(&reading.outcome)) {
    std::cout << "not a cable (" << none->reason << ")\n";
  } else {
    std::cout << "failed: " << printable_line(std::get<Error>(reading.outcome).message) << '\n';
  }
}

}  // namespace

int dry_fetch(const Session& session, const CrawlRules& rules, std::span<const Url> urls,
              bool json) {
  DryFetcher fetcher(session, rules);
  int code = kDone;
  for (const Url& url : urls) {
    Result<PageReading> reading = fetcher.read(url);
    if (!reading) {
      reading = PageReading{.outcome = reading.error(), .charset = "", .links = {}, .removed = {}};
    }
    if (!std::holds_alternative<Cable>(reading->outcome)) code = kFailed;
    print(url, *reading, json);
  }
  return code;
}

}  // namespace cabled::cli
