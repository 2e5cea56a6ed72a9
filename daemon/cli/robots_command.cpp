#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/app/crawl_setup.h"
#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/cli/command.h"
#include "daemon/cli/json_requests.h"
#include "daemon/cli/read_input.h"
#include "daemon/crawl/single_fetch.h"
#include "daemon/json/base64.h"
#include "daemon/json/cable_json.h"
#include "daemon/json/nullable.h"
#include "daemon/system/terminal.h"
#include "parsers/web/robots.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;

struct RobotsCommand {
  std::string file;
  std::string agent;
  std::vector<std::string> urls;
  bool jsonl = false;
};

/// Path and query of a URL, as the crawl would send them; a text that is no URL of the web is cut
/// by hand, since a checker may ask anything.
std::string robots_target(const std::string& text) {
  if (const Result<Url> url = Url::parse(text)) return url->target();
  const std::size_t host = text.find("//");
  if (host == std::string::npos) return text;
  const std::size_t path = text.find('/', host + 2);
  return path == std::string::npos ? "/" : text.substr(path);
}

Json answer_robots_request(const Json& request) {
  std::string robots = text_member(request, "robots");
  if (request.contains("robots_base64")) {
    Result<std::string> bytes = decode_base64(text_member(request, "robots_base64"));
    if (!bytes) return {{"allowed", nullptr}, {"line", nullptr}, {"error", bytes.error().message}};
    robots = std::move(*bytes);
  }
  const RobotsDecision decision = Robots::parse(robots).decision(
      text_member(request, "agent"), robots_target(text_member(request, "url")));
  return {{"allowed", decision.allowed}, {"line", nullable(decision.line)}};
}

std::string robots_line(const std::string& robots, int number) {
  std::size_t start = 0;
  for (int line = 1; line < number && start != std::string::npos; ++line) {
    const std::size_t end = robots.find_first_of("\r\n", start);
    if (end == std::string::npos) return "";
    start = end + (robots.compare(end, 2, "\r\n") == 0 ? 2 : 1);
  }
  return robots.substr(start, robots.find_first_of("\r\n", start) - start);
}

CommandResult<SingleFetcher::RobotsFile> fetch_robots_file(const Url& place, const Config& config) {
  std::vector<AddressAllowance> allowed;
  for (const std::string& text : config.fetch.allow_private) {
    Result<AddressAllowance> allowance = AddressAllowance::parse(text);
    if (!allowance) return tl::unexpected(CommandError{kConfiguration, allowance.error().message});
    allowed.push_back(std::move(*allowance));
  }
  auto fetcher = make_fetcher(config);
  if (!fetcher) return tl::unexpected(fetcher.error());
  FetchRequest request{.url = place,
                       .limits = limits_of(config.fetch),
                       .allowed_private = std::move(allowed),
                       .when_too_large = WhenTooLarge::kKeepPrefix};
  request.limits.max_body_bytes = Robots::kMaxBytes;
  return SingleFetcher(std::move(*fetcher)).get_robots(std::move(request));
}

CommandResult<SingleFetcher::RobotsFile> read_robots_file(const std::string& place,
                                                          const CommonOptions& common) {
  if (place.starts_with("http:") || place.starts_with("https:")) {
    const Result<Url> url = Url::parse(place);
    if (!url) return tl::unexpected(CommandError{kUsage, url.error().message});
    const CommandResult<Config> config = configure(common);
    if (!config) return tl::unexpected(config.error());
    return fetch_robots_file(*url, *config);
  }
  std::optional<std::string> body = read_input(place);
  if (!body) {
    return tl::unexpected(CommandError{kFailed, fmt::format("cannot read '{}'", place)});
  }
  return SingleFetcher::RobotsFile{RobotsAccess::kUseBody, std::move(*body), ""};
}

RobotsDecision decide_robots(const SingleFetcher::RobotsFile& robots, const std::string& agent,
                             const std::string& url) {
  if (robots.access != RobotsAccess::kUseBody) {
    return {robots.access == RobotsAccess::kAllowAll, std::nullopt, std::nullopt};
  }
  return Robots::parse(robots.body).decision(agent, robots_target(url));
}

std::string robots_reason(const RobotsDecision& decision, const SingleFetcher::RobotsFile& robots) {
  if (decision.line) {
    return fmt::format("line {}: {}", *decision.line,
                       printable_line(robots_line(robots.body, *decision.line)));
  }
  if (robots.access == RobotsAccess::kAllowAll) return "there is no robots.txt";
  if (robots.access == RobotsAccess::kDisallowAll) return "robots.txt cannot be had";
  return "no rule fits";
}

void print_robots_decision(const std::string& url, const RobotsDecision& decision,
                           const SingleFetcher::RobotsFile& robots, bool json) {
  if (json) {
    output().json(
        to_line({{"url", url}, {"allowed", decision.allowed}, {"line", nullable(decision.line)}}));
    return;
  }
  output().text(fmt::format("{}{}  {}\n", decision.allowed ? "allowed     " : "disallowed  ",
                            printable_line(url), robots_reason(decision, robots)));
}

int run_robots(const RobotsCommand& command, const CommonOptions& common) {
  if (command.jsonl) {
    answer_lines(answer_robots_request);
    return kDone;
  }
  const auto robots = read_robots_file(command.file, common);
  if (!robots) return report(robots.error());
  bool all_allowed = true;
  for (const std::string& url : command.urls) {
    const RobotsDecision decision = decide_robots(*robots, command.agent, url);
    all_allowed = all_allowed && decision.allowed;
    print_robots_decision(url, decision, *robots, common.json);
  }
  return all_allowed ? kDone : kFailed;
}

}  // namespace

void add_robots_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("robots", "What a robots.txt says about URLs, and which line says it");
  auto options = std::make_shared<RobotsCommand>();
  command->add_option("FILE", options->file, "robots.txt as a file or URL; - is standard input");
  command->add_option("URL", options->urls, "The URLs to decide");
  command->add_option("--agent", options->agent, "Product token of the crawler")
      ->default_val("cabled");
  command->add_flag("--jsonl", options->jsonl,
                    "Read requests from standard input, one JSON object per line");
  command->callback([options, &invocation] {
    if (!options->jsonl && options->urls.empty()) throw CLI::RequiredError("FILE URL or --jsonl");
    invocation.run = [options, &invocation] { return run_robots(*options, invocation.common); };
  });
}

}  // namespace cabled::cli
