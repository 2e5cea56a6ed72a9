#include <fmt/format.h>

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
#include "daemon/cli/word_hints.h"
#include "daemon/crawl/single_fetch.h"
#include "daemon/json/base64.h"
#include "daemon/json/cable_json.h"
#include "daemon/json/nullable.h"
#include "daemon/system/terminal.h"
#include "parsers/model/ascii.h"
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

/// Whether a word of the command line asks for something that robots_target() can take from it.
bool is_url_or_path(const std::string& word) {
  return word.starts_with('/') || word.find("//") != std::string::npos;
}

/// A request that says nothing of these would be allowed as if it had asked.
std::string missing_member(const Json& request) {
  const auto has = [&](const char* key) {
    const auto found = request.find(key);
    return found != request.end() && found->is_string();
  };
  if (!has("url")) return "request has no url";
  return has("robots") || has("robots_base64") ? ""
                                               : "request has neither robots nor robots_base64";
}

Json answer_robots_request(const Json& request) {
  if (const std::string missing = missing_member(request); !missing.empty()) {
    return {{"allowed", nullptr}, {"line", nullptr}, {"error", missing}};
  }
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

/// The robots.txt of the host that `place` names, as it is to be written.
std::string place_meant(const std::string& place) {
  const std::optional<std::string> url = url_meant(place);
  const Result<Url> read = Url::parse(url.value_or(""));
  return read ? read->origin() + "/robots.txt" : "";
}

CommandResult<SingleFetcher::RobotsFile> fetch_robots_file(const std::string& place,
                                                           const CommonOptions& common) {
  const Result<Url> url = Url::parse(place);
  if (!url) {
    return tl::unexpected(CommandError{kUsage, url.error().message + hint_for_url(place)});
  }
  const CommandResult<Config> config = configure(common);
  if (!config) return tl::unexpected(config.error());
  if (url->target() != "/robots.txt") {
    complain(fmt::format("'{}' is read as a robots.txt; that of the host is '{}/robots.txt'",
                         url->text(), url->origin()));
  }
  return fetch_robots_file(*url, *config);
}

CommandResult<SingleFetcher::RobotsFile> read_robots_file(const std::string& place,
                                                          const CommonOptions& common) {
  const bool is_url = place.find("://") != std::string::npos || ascii::istarts_with(place, "http:");
  if (is_url) return fetch_robots_file(place, common);
  CommandResult<std::string> body = read_input(place);
  if (!body) {
    CommandError error = body.error();
    const std::string meant = place_meant(place);
    if (!meant.empty() && error.message.find("did you mean") == std::string::npos) {
      error.message.resize(std::min(error.message.find("; hint: "), error.message.size()));
      error.message += fmt::format("; hint: did you mean '{}'?", meant);
    }
    return tl::unexpected(std::move(error));
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
  if (robots.access == RobotsAccess::kDisallowAll) return printable_line(robots.trouble);
  return Robots::parse(robots.body).has_rules() ? "no rule fits" : "there is no rule in it";
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

/// What is wrong with the words behind the command; "" when nothing is.
std::string misuse(const RobotsCommand& command) {
  if (command.urls.empty()) {
    const Result<Url> asked = Url::parse(command.file);
    const bool is_question = asked && asked->target() != "/robots.txt";
    return fmt::format("cabled robots needs URL behind '{}'; hint: {}", command.file,
                       is_question ? fmt::format("`cabled robots {}/robots.txt {}`",
                                                 asked->origin(), asked->text())
                                   : "cabled robots --help");
  }
  for (const std::string& url : command.urls) {
    if (is_url_or_path(url)) continue;
    return fmt::format("'{}' is neither a URL nor a path from '/' on{}", url, hint_for_url(url));
  }
  return "";
}

int run_robots(const RobotsCommand& command, const CommonOptions& common) {
  if (command.jsonl) {
    answer_lines(answer_robots_request);
    return kDone;
  }
  if (const std::string wrong = misuse(command); !wrong.empty()) return report({kUsage, wrong});
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
  CLI::Option* file = command->add_option("FILE", options->file,
                                          "robots.txt as a file or URL; - is standard input");
  command->add_option("URL", options->urls, "The URLs to decide");
  command->add_option("--agent", options->agent, "Product token of the crawler")
      ->default_val("cabled");
  command
      ->add_flag("--jsonl", options->jsonl,
                 "Read requests from standard input, one JSON object per line")
      ->excludes(file);
  command->callback([options, &invocation] {
    if (!options->jsonl && options->file.empty()) throw CLI::RequiredError("FILE URL or --jsonl");
    invocation.run = [options, &invocation] { return run_robots(*options, invocation.common); };
  });
}

}  // namespace cabled::cli
