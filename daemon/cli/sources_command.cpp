#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

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
#include "daemon/cli/word_hints.h"
#include "daemon/config/add_source.h"
#include "daemon/config/nearest_name.h"
#include "daemon/config/shipped_sources.h"
#include "daemon/json/cable_json.h"
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
  output().line(source.name + (source.remark.empty() ? "" : " (" + source.remark + ")"), 4);
  output().lines(account_to_text(source.account), 4);
}

/// Session and rules of a command that only reads.
struct Reader {
  Session session;
  std::shared_ptr<const CrawlRules> rules;
};

CommandResult<Reader> open_reader(const CommonOptions& common) {
  auto session = Session::open(common, Session::Missing::kIsAnError);
  if (!session) return tl::unexpected(session.error());
  db::Connection connection = session->connect("sources");
  auto rules = known_sources(session->config(), connection);
  if (!rules) return tl::unexpected(rules.error());
  return Reader{std::move(*session), std::move(*rules)};
}

CommandError no_such_source(const std::string& name, std::span<const std::string> known) {
  const std::string meant = did_you_mean(name, known);
  return {kFailed, fmt::format("no source named '{}'{}", name,
                               meant.empty() ? "; hint: `cabled sources` names them" : meant)};
}

int list_sources(const CommonOptions& common) {
  const auto reader = open_reader(common);
  if (!reader) return report(reader.error());
  db::Connection connection = reader->session.connect("sources");
  const auto sources = read_sources(connection, *reader->rules);
  if (!sources) return report(sources.error());
  if (sources->empty()) {
    complain("no source is configured; hint: `cabled sources add` lists those that come with it");
  }
  for (const SourceAnswer& source : *sources) print_source(source, common.json);
  return kDone;
}

/// One that is configured may be paused before its first visit; others only where there is a
/// database that may know them.
int pause_source(const SourcesCommand& command, bool pause, const CommonOptions& common) {
  const auto config = configure(common);
  if (!config) return report(config.error());
  std::vector<std::string> known = source_names(config->sources);
  const bool is_configured = std::ranges::find(known, command.name) != known.end();
  if (!is_configured && !has_database(*config)) return report(no_such_source(command.name, known));
  const auto session = Session::open(common);
  if (!session) return report(session.error());
  if (const auto rules = register_sources(*session); !rules) return report(rules.error());
  const auto done = db::transact(session->start_connection(), [&](pqxx::work& tx) {
    for (const auto& [name, row] : db::all_sources(tx)) known.push_back(name);
    return db::set_paused(tx, command.name, pause);
  });
  if (!done) return report(command_error(done.error()));
  return *done ? kDone : report(no_such_source(command.name, known));
}

/// Says how sources do; fails when one of them drifts.
int check_health(const std::string& name, const CommonOptions& common) {
  const auto reader = open_reader(common);
  if (!reader) return report(reader.error());
  db::Connection connection = reader->session.connect("sources");
  const auto all = db::transact(connection, [](pqxx::work& tx) { return db::source_health(tx); });
  if (!all) return report(command_error(all.error()));
  std::vector<std::string> known;
  bool drifts = false;
  for (const db::SourceHealth& health : *all) {
    known.push_back(health.name);
    if (!name.empty() && health.name != name) continue;
    drifts = drifts || !drift_alarms(health).empty();
    common.json ? output().json(to_line(health_to_json(health)))
                : output().lines(health_to_text(health), 4);
  }
  for (const std::string& source : source_names(reader->session.config().sources)) {
    if (std::ranges::find(known, source) != known.end()) continue;
    known.push_back(source);
    const bool asked = name.empty() || name == source;
    if (asked && !common.json) output().line(fmt::format("source {}: not visited yet", source), 4);
  }
  if (!name.empty() && std::ranges::find(known, name) == known.end()) {
    return report(no_such_source(name, known));
  }
  return drifts ? kFailed : kDone;
}

int check_source(const SourcesCommand& command, const CommonOptions& common) {
  if (command.url.empty()) return check_health(command.name, common);
  const Result<Url> url = Url::parse(command.url);
  if (!url) return report({kUsage, url.error().message + hint_for_url(command.url)});
  const auto reader = open_reader(common);
  if (!reader) return report(reader.error());
  for (const auto& [id, source] : reader->rules->sources()) {
    if (source.source().name != command.name) continue;
    db::Connection connection = reader->session.connect("why");
    const auto explanation =
        explain_url(connection, *reader->rules, reader->session.config().user_agent, *url, &source);
    if (!explanation) return report(explanation.error());
    print_explanation(*explanation, common.json);
    return kDone;
  }
  return report(no_such_source(command.name, source_names(reader->session.config().sources)));
}

int list_shipped_sources(bool json) {
  for (const ShippedSource& source : shipped_sources()) {
    if (json) {
      output().json(to_line({{"name", source.name}, {"about", source.about()}}));
    } else {
      output().line(fmt::format("{:<10} {}", source.name, source.about()), 11);
    }
  }
  return kDone;
}

int add_shipped_source(const std::string& name, const CommonOptions& common) {
  if (name.empty()) return list_shipped_sources(common.json);
  std::vector<std::string> names;
  for (const ShippedSource& source : shipped_sources()) names.emplace_back(source.name);
  const auto found = std::ranges::find(shipped_sources(), name, &ShippedSource::name);
  if (found == shipped_sources().end()) {
    const std::string meant = did_you_mean(name, names);
    return report(
        {kFailed, fmt::format("no source '{}' comes with cabled{}", name,
                              meant.empty() ? "; hint: `cabled sources add` lists them" : meant)});
  }
  std::optional<std::filesystem::path> file;
  if (common.config) file = *common.config;
  const auto written = add_source(*found, file);
  if (!written) return report({kConfiguration, written.error().message});
  output().line(fmt::format("source '{}' written to {}", name, written->string()), 4);
  complain(
      fmt::format("hint: `cabled check --try {}` fetches a page of each kind; set contact to "
                  "a mail address or URL first, if it is not; `cabled run` begins",
                  name));
  return kDone;
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

  CLI::App* add = command->add_subcommand(
      "add",
      "Write a source that comes with cabled into the configuration; without a name, list them");
  add->add_option("NAME", options->name, "scoop, wikileaks, plusd, wayback, folder");
  add->callback(
      bind([options](const CommonOptions& c) { return add_shipped_source(options->name, c); }));

  CLI::App* check =
      command->add_subcommand("check",
                              "How sources do, with exit code 1 when one drifts; with a URL, "
                              "which rule takes or refuses it");
  check->add_option("SOURCE", options->name, "Its name; without it, all sources");
  check->add_option("URL", options->url, "The URL");
  check->callback(bind([options](const CommonOptions& c) { return check_source(*options, c); }));
}

}  // namespace cabled::cli
