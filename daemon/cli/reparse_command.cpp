#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/app/stoppable.h"
#include "daemon/cli/command.h"
#include "daemon/config/nearest_name.h"
#include "daemon/json/cable_json.h"
#include "daemon/json/nullable.h"
#include "daemon/reparse/reparse_run.h"
#include "db/frontier/sources.h"
#include "parsers/page/read_page.h"
#include "parsers/query/query_date.h"

namespace cabled::cli {
namespace {

struct ReparseCommand {
  bool all = false;
  std::optional<std::string> source;
  std::optional<std::string> since;
  std::optional<std::string> until;
  bool older_parser = false;
  bool rejected = false;
  bool dry_run = false;
};

CommandResult<std::optional<int>> source_id_of(pqxx::work& tx,
                                               const std::optional<std::string>& name) {
  if (!name) return std::optional<int>();
  const auto sources = db::all_sources(tx);
  const auto found = sources.find(*name);
  if (found != sources.end()) return std::optional(found->second.id);
  std::vector<std::string> known;
  known.reserve(sources.size());
  for (const auto& [source, row] : sources) known.push_back(source);
  return tl::unexpected(CommandError{
      kFailed, fmt::format("no source named '{}'{}", *name, did_you_mean(*name, known))});
}

CommandResult<ReparseOrder> order_of(const ReparseCommand& command, const Session& session) {
  db::Connection connection = session.connect("reparse");
  ReparseOrder order;
  CommandResult<std::optional<int>> source;
  const auto settled =
      db::transact(connection, [&](pqxx::work& tx) { source = source_id_of(tx, command.source); });
  if (!source) return tl::unexpected(source.error());
  if (!settled) return tl::unexpected(command_error(settled.error()));
  order.selection.since = command.since;
  order.selection.until = command.until;
  order.selection.source_id = *source;
  if (command.older_parser) order.selection.parser_below = kParserVersion;
  order.selection.only_rejected = command.rejected;
  order.name = to_line({{"source", nullable(command.source)},
                        {"since", nullable(order.selection.since)},
                        {"until", nullable(order.selection.until)},
                        {"older_parser", command.older_parser},
                        {"rejected", command.rejected}});
  return order;
}

int run_reparse(const ReparseCommand& command, const CommonOptions& common, StopOrder& stop) {
  const auto session = Session::open(common, Session::Missing::kIsAnError);
  if (!session) return report(session.error());
  const auto order = order_of(command, *session);
  if (!order) return report(order.error());
  const auto summary = command.dry_run ? compare_stored_pages(*session, *order, stop)
                                       : reparse_stored_pages(*session, *order, stop);
  if (!summary) return report(summary.error());
  if (common.json) {
    nlohmann::ordered_json out = summary->to_json();
    out["dry_run"] = command.dry_run;
    out["parser_version"] = kParserVersion;
    output().json(to_line(out));
  } else {
    output().text(summary->text());
  }
  return summary->count(ReadingChange::kUnreadable) == 0 ? kDone : kFailed;
}

/// An option whose date is read as those of queries are, and kept as the moment that it begins.
CLI::Option* add_moment_option(CLI::App& command, const std::string& name, const char* about,
                               std::optional<std::string>& moment) {
  return command
      .add_option_function<std::string>(
          name,
          [name, &moment](const std::string& text) {
            const Result<QueryDate> date = read_query_date(text);
            if (!date) throw CLI::ValidationError(name, date.error().message);
            moment = date->moment;
          },
          fmt::format("{}: 2009, 2009-06, 2009-06-05 or a time", about))
      ->type_name("DATE");
}

}  // namespace

void add_reparse_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("reparse", "Read stored pages again with today's parser; no network");
  auto options = std::make_shared<ReparseCommand>();
  CLI::Option* all = command->add_flag("--all", options->all, "Every stored page (the default)");
  command->add_option("--source", options->source, "Pages of this source")
      ->type_name("NAME")
      ->excludes(all);
  add_moment_option(*command, "--since", "Pages received then or after", options->since)
      ->excludes(all);
  add_moment_option(*command, "--until", "Pages received before", options->until)->excludes(all);
  command->add_flag("--older-parser", options->older_parser, "Pages that an older parser read")
      ->excludes(all);
  command->add_flag("--rejected", options->rejected, "Pages that gave no cable")->excludes(all);
  command->add_flag("--dry-run", options->dry_run, "Say what would change, write nothing");
  command->callback([options, &invocation] {
    invocation.run = [options, &invocation] {
      return run_stoppable(StopRules{}, [&](StopOrder& order) {
        return run_reparse(*options, invocation.common, order);
      });
    };
  });
}

}  // namespace cabled::cli
