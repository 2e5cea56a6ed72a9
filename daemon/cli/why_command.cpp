#include <memory>
#include <string>
#include <vector>

#include "daemon/answers/url_explanation.h"
#include "daemon/app/crawl_setup.h"
#include "daemon/app/session.h"
#include "daemon/cli/command.h"
#include "daemon/cli/explanation_report.h"

namespace cabled::cli {
namespace {

int run_why(const std::string& text, const CommonOptions& common) {
  const Result<Url> url = Url::parse(text);
  if (!url) return report({kFailed, fmt::format("never fetched: {}", url.error().message)});
  const auto session = Session::open(common, Session::Missing::kIsAnError);
  if (!session) return report(session.error());
  db::Connection connection = session->connect("why");
  const auto rules = known_sources(session->config(), connection);
  if (!rules) return report(rules.error());
  const auto explanation =
      explain_url(connection, **rules, session->config().user_agent, *url, nullptr);
  if (!explanation) return report(explanation.error());
  print_explanation(*explanation, common.json);
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
