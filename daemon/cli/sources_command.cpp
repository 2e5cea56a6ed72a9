#include <map>
#include <memory>
#include <string>

#include "daemon/cli/account_report.h"
#include "daemon/cli/command.h"
#include "daemon/cli/health_report.h"
#include "daemon/cli/output.h"
#include "daemon/cli/session.h"
#include "daemon/cli/url_explanation.h"
#include "daemon/json/cable_json.h"
#include "daemon/schedule/drift.h"
#include "daemon/system/terminal.h"
#include "db/sources.h"
#include "db/status_queries.h"

namespace cabled::cli {
namespace {

struct SourcesCommand {
  std::string name;
  std::string url;
};

int list_sources(const CommonOptions& common) {
  const auto session = Session::open(common);
  if (!session) return report(session.error());
  const auto rules = session->make_rules();
  if (!rules) return report(rules.error());
  db::Connection connection = session->connect("sources");
  for (const auto& [id, source] : (*rules)->sources()) {
    const int number = id;
    const auto found = db::transact(connection, [&](pqxx::work& tx) {
      return std::pair(db::account(tx, number), db::ensure_sources(tx, {}));
    });
    if (!found) return report(command_error(found.error()));
    const auto& paused = found->second.at(source.source().name).paused_at;
    if (common.json) {
      nlohmann::ordered_json out{{"name", source.source().name},
                                 {"seeds", source.source().seeds},
                                 {"paused_at", nullptr},
                                 {"pages", account_to_json(found->first)}};
      if (paused) out["paused_at"] = *paused;
      output().json(to_line(out));
    } else {
      output().text(printable_line(source.source().name) +
                    (paused ? " (paused since " + *paused + ")" : "") + '\n');
      output().text(account_to_text(found->first));
    }
  }
  return kDone;
}

int pause_source(const SourcesCommand& command, bool pause, const CommonOptions& common) {
  const auto session = Session::open(common);
  if (!session) return report(session.error());
  const auto rules = session->make_rules();
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
  if (const auto rules = session->make_rules(); !rules) return report(rules.error());
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
  const auto rules = session->make_rules();
  if (!rules) return report(rules.error());
  for (const auto& [id, source] : (*rules)->sources()) {
    if (source.source().name != command.name) continue;
    const auto explanation = explain_url(*session, **rules, *url, &source);
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

  CLI::App* pause = command->add_subcommand("pause", "Fetch nothing more for a source");
  pause->add_option("SOURCE", options->name, "Its name")->required();
  pause->callback(
      bind([options](const CommonOptions& c) { return pause_source(*options, true, c); }));

  CLI::App* resume = command->add_subcommand("resume", "Go on with a paused source");
  resume->add_option("SOURCE", options->name, "Its name")->required();
  resume->callback(
      bind([options](const CommonOptions& c) { return pause_source(*options, false, c); }));

  CLI::App* check =
      command->add_subcommand("check",
                              "How sources do, with exit code 1 when one drifts; with a URL, "
                              "which rule takes or refuses it");
  check->add_option("SOURCE", options->name, "Its name; all without it");
  check->add_option("URL", options->url, "The URL");
  check->callback(bind([options](const CommonOptions& c) { return check_source(*options, c); }));
}

}  // namespace cabled::cli
