#include "daemon/cli/dry_fetch.h"

#include <iostream>
#include <utility>

#include "daemon/cli/parse_requests.h"
#include "daemon/cli/single_fetch.h"
#include "daemon/codec/content_decoding.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/terminal.h"
#include "parsers/page/read_page.h"
#include "parsers/web/header_fields.h"
#include "parsers/web/robots.h"

namespace cabled::cli {
namespace {

/// One request after the other, each waited for.
class DryFetcher {
 public:
  DryFetcher(const Session& session, const CrawlRules& rules, std::unique_ptr<Fetcher> fetcher)
      : config_(session.config()), rules_(rules), fetcher_(config_, std::move(fetcher)) {}

  Result<PageReading> read(Url url) {
    for (int hops = 0; hops <= config_.fetch.max_redirects; ++hops) {
      if (!robots_allow(url)) return fail(ErrorKind::kRefused, "disallowed by robots.txt");
      Result<FetchResponse> response = fetcher_.get(url, allowed_private(url));
      if (!response) return tl::unexpected(response.error());
      if (!response->redirect) return read_response(url, std::move(*response));
      if (!*response->redirect) return tl::unexpected(response->redirect->error());
      url = **response->redirect;
    }
    return fail(ErrorKind::kRefused, "more than {} redirections", config_.fetch.max_redirects);
  }

 private:
  std::vector<AddressAllowance> allowed_private(const Url& url) const {
    std::optional<int> source_id;
    for (const auto& [id, source] : rules_.sources()) {
      if (source.is_own_host(url)) source_id = id;
    }
    return rules_.allowed_private(source_id);
  }

  bool robots_allow(const Url& url) {
    if (!config_.robots.respect) return true;
    const Result<Url> place = Url::parse(url.origin() + "/robots.txt");
    if (!place) return false;
    const auto robots = fetcher_.get_robots(*place, allowed_private(url));
    if (robots.access != RobotsAccess::kUseBody) return robots.access == RobotsAccess::kAllowAll;
    return Robots::parse(robots.body).decision(config_.user_agent, url).allowed;
  }

  Result<PageReading> read_response(const Url& url, FetchResponse response) {
    if (response.status != 200) return fail(ErrorKind::kInvalid, "http_{}", response.status);
    const std::string coding = header_value(response.response_head, "content-encoding");
    const DecodingLimits limits{.max_output = config_.fetch.max_body.count};
    Result<std::string> body = decode_content(std::move(response.body), coding, limits);
    if (!body) return tl::unexpected(body.error());
    const std::string type = header_value(response.response_head, "content-type");
    return read_page({std::move(*body), url.text(), type});
  }

  const Config& config_;
  const CrawlRules& rules_;
  SingleFetcher fetcher_;
};

void print(const Url& url, const PageReading& reading, bool json) {
  if (json) {
    std::cout << reading_line(url.text(), reading) << '\n';
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
  auto transfers = make_fetcher(session.config());
  if (!transfers) return report(transfers.error());
  DryFetcher fetcher(session, rules, std::move(*transfers));
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
