#include <memory>
#include <string>

#include "daemon/answers/account_report.h"
#include "daemon/answers/drift.h"
#include "daemon/answers/health_report.h"
#include "daemon/answers/source_answer.h"
#include "daemon/answers/url_explanation.h"
#include "daemon/app/crawl_setup.h"
#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/cli/command.h"
#include "daemon/cli/explanation_report.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/terminal.h"
#include "db/frontier/sources.h"

namespace cabled::cli {
namespace {

struct SourcesCommand {
  std::string name;
  std::string url;
};

void print_source(const SourceAnswer& source, bool json) {
  if (json) {
    output().json(to_line(source_json(source)));
    return;
  }
  output().text(printable_line(source.name) +
                (source.remark.empty() ? "" : " (" + source.remark + ")") + '\n' +
                account_to_text(source.account));
}

int list_sources(const CommonOptions& common) {
  const auto session = Session::open(common);
  if (!session) return report(session.error());
  const auto rules = register_sources(*session);
  if (!rules) return report(rules.error());
  db::Connection connection = session->connect("sources");
  const auto sources = read_sources(connection, **rules);
  if (!sources) return report(sources.error());
  for (const SourceAnswer& source : *sources) print_source(source, common.json);
  return kDone;
}

int pause_source(const SourcesCommand& command, bool pause, const CommonOptions& common) {
  const auto session = Session::open(common);
  if (!session) return report(session.error());
  const auto rules = register_sources(*session);
  if (!rules) return report(rules.error());
  db::Connection connection = session->connect("sources");
  const auto done = db::transact(
      connection, [&](pqxx::work& tx) { return db::set_paused(tx, command.name, pause); });
  if (!done) return report(command_error(done.error()));
  if (!*done) return report({kFailed, fmt::format("no source named '{}'", command.name)});
  return kDone;
}

/// Says how sources do; fails when one of them drifts.
int check_health(const std::string& name, const CommonOptions& common) {
  const auto session = Session::open(common);
  if (!session) return report(session.error());
  if (const auto rules = register_sources(*session); !rules) return report(rules.error());
  db::Connection connection = session->connect("sources");
  const auto all = db::transact(connection, [](pqxx::work& tx) { return db::source_health(tx); });
  if (!all) return report(command_error(all.error()));
  bool found = false;
  bool drifts = false;
  for (const db::SourceHealth& health : *all) {
    if (!name.empty() && health.name != name) continue;
    found = true;
    drifts = drifts || !drift_alarms(health).empty();
    if (common.json) {
      output().json(to_line(health_to_json(health)));
    } else {
      output().text(health_to_text(health));
    }
  }
  if (!found && !name.empty()) return report({kFailed, fmt::format("no source named '{}'", name)});
  return drifts ? kFailed : kDone;
}

int check_source(const SourcesCommand& command, const CommonOptions& common) {
  if (command.url.empty()) return check_health(command.name, common);
  const Result<Url> url = Url::parse(command.url);
  if (!url) return report({kUsage, url.error().message});
  const auto session = Session::open(common);
  if (!session) return report(session.error());
  const auto rules = register_sources(*session);
  if (!rules) return report(rules.error());
  for (const auto& [id, source] : (*rules)->sources()) {
    if (source.source().name != command.name) continue;
    db::Connection connection = session->connect("why");
    const auto explanation =
        explain_url(connection, **rules, session->config().user_agent, *url, &source);
    if (!explanation) return report(explanation.error());
    print_explanation(*explanation, common.json);
    return kDone;
  }
  return report({kFailed, fmt::format("no source named '{}'", command.name)});
}

}  // namespace

void add_sources_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("sources", "The configured sources and what they gave");
  auto options = std::make_shared<SourcesCommand>();
  const auto bind = [&invocation](auto run) {
    return [run, &invocation] {
      invocation.run = [run, &invocation] { return run(invocation.common); };
    };
  };
  command->require_subcommand(0, 1);
  command->callback([command, &invocation] {
    if (command->get_subcommands().empty()) {
      invocation.run = [&invocation] { return list_sources(invocation.common); };
    }
  });

  CLI::App* pause = command->add_subcommand("pause", "Stop fetching for a source");
  pause->add_option("SOURCE", options->name, "Its name")->required();
  pause->callback(
      bind([options](const CommonOptions& c) { return pause_source(*options, true, c); }));

  CLI::App* resume = command->add_subcommand("resume", "Fetch for a paused source again");
  resume->add_option("SOURCE", options->name, "Its name")->required();
  resume->callback(
      bind([options](const CommonOptions& c) { return pause_source(*options, false, c); }));

  CLI::App* check =
      command->add_subcommand("check",
                              "How sources do, with exit code 1 when one drifts; with a URL, "
                              "which rule takes or refuses it");
  check->add_option("SOURCE", options->name, "Its name; without it, all sources");
  check->add_option("URL", options->url, "The URL");
  check->callback(bind([options](const CommonOptions& c) { return check_source(*options, c); }));
}

}  // namespace cabled::cli
