#include "daemon/cli/dry_fetch.h"

#include <utility>

#include "daemon/cli/output.h"
#include "daemon/cli/parse_requests.h"
#include "daemon/cli/single_fetch.h"
#include "daemon/fetch/content_decoding.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/terminal.h"
#include "parsers/site/read_page.h"
#include "parsers/web/header_value.h"
#include "parsers/web/robots.h"

namespace cabled::cli {
namespace {

/// One request after the other, each waited for.
class DryFetcher {
 public:
  DryFetcher(const Session& session, const CrawlRules& rules)
      : config_(session.config()), rules_(rules), fetcher_(config_) {}

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
    const std::string coding(header_value(response.response_head, "content-encoding"));
    const DecodingLimits limits{.max_output = config_.fetch.max_body.count};
    Result<std::string> body = decode_content(std::move(response.body), coding, limits);
    if (!body) return tl::unexpected(body.error());
    const std::string type(header_value(response.response_head, "content-type"));
    return read_page({std::move(*body), url.text(), type});
  }

  const Config& config_;
  const CrawlRules& rules_;
  SingleFetcher fetcher_;
};

void print(const Url& url, const PageReading& reading, bool json) {
  if (json) return output().json(reading_line(url.text(), reading));
  output().text(printable_line(url.text()) + ": ");
  if (const Cable* cable = std::get_if<Cable>(&reading.outcome)) {
    output().text(fmt::format("cable {}\n\n", cable->id ? cable->id->text() : "without an id"));
    output().text(printable(cable->text));
  } else if (const auto* none = std::get_if<NotACable>(&reading.outcome)) {
    output().text(fmt::format("not a cable ({})\n", none->reason));
  } else {
    output().text("failed: " + printable_line(std::get<Error>(reading.outcome).message) + '\n');
  }
}

}  // namespace

int dry_fetch(const Session& session, const CrawlRules& rules, std::span<const Url> urls,
              bool json) {
  DryFetcher fetcher(session, rules);
  int code = kDone;
  for (const Url& url : urls) {
    if (!output().works()) break;
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
