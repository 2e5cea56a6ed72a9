#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "daemon/answers/url_explanation.h"
#include "daemon/app/crawl_setup.h"
#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/cli/command.h"
#include "daemon/cli/explanation_report.h"
#include "daemon/cli/word_hints.h"
#include "daemon/config/nearest_name.h"

namespace cabled::cli {
namespace {

/// A word that is no URL is a slip; a URL that nobody would fetch is answered.
CommandError never_fetched(const std::string& text, const Error& error) {
  const bool is_url = error.kind == ErrorKind::kRefused && !url_meant(text);
  const std::string message = error.message + hint_for_url(text);
  return is_url ? CommandError{kFailed, "never fetched: " + message}
                : CommandError{kUsage, message};
}

std::vector<std::string> hosts_of(const Config& config) {
  std::vector<std::string> hosts;
  for (const Source& source : config.sources) {
    for (const auto* texts : {&source.seeds, &source.sitemaps, &source.feeds}) {
      for (const std::string& text : *texts) {
        if (const Result<Url> list = Url::parse(text)) hosts.push_back(list->host());
      }
    }
    hosts.insert(hosts.end(), source.aliases.begin(), source.aliases.end());
  }
  return hosts;
}

/// The host of a source that may have been meant by one that no source has: a slip of the pen, or
/// its other name.
std::string host_meant(const Config& config, const std::string& host) {
  static constexpr std::size_t kSlips = 2;
  const std::vector<std::string> hosts = hosts_of(config);
  for (const std::string& known : hosts) {
    if ("www." + known == host || "www." + host == known) return known;
  }
  return nearest_name(host, hosts, kSlips);
}

int run_why(const std::string& text, const CommonOptions& common) {
  const Result<Url> url = Url::parse(text);
  if (!url) return report(never_fetched(text, url.error()));
  const auto session = Session::open(common, Session::Missing::kIsAnError);
  if (!session) return report(session.error());
  db::Connection connection = session->connect("why");
  const auto rules = known_sources(session->config(), connection);
  if (!rules) return report(rules.error());
  const auto explanation =
      explain_url(connection, **rules, session->config().user_agent, *url, nullptr);
  if (!explanation) return report(explanation.error());
  print_explanation(*explanation, common.json);
  if (!(*explanation)["source"].is_null()) return kDone;
  if (const std::string meant = host_meant(session->config(), url->host()); !meant.empty()) {
    complain(
        fmt::format("no source has the host '{}'; hint: did you mean '{}'?", url->host(), meant));
  }
  return kDone;
}

}  // namespace

void add_why_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("why", "Why a URL is fetched or not, what became of it, when it is due");
  auto url = std::make_shared<std::string>();
  command->add_option("URL", *url, "The URL")->required();
  command->callback([url, &invocation] {
    invocation.run = [url, &invocation] { return run_why(*url, invocation.common); };
  });
}

}  // namespace cabled::cli
