#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "daemon/cli/cable_filter_options.h"
#include "daemon/cli/command.h"
#include "daemon/cli/session.h"
#include "daemon/json/cable_json.h"

namespace cabled::cli {
namespace {

constexpr int kCablesAtATime = 200;

int run_export(const db::CableFilter& filter, const CommonOptions& common) {
  const auto session = Session::open(common);
  if (!session) return report(session.error());
  db::Connection connection = session->connect("export");
  const Result<void> exported = db::transact(connection, [&](pqxx::work& tx) {
    // One snapshot from first to last, whatever is written meanwhile.
    tx.exec("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    std::string last;
    while (true) {
      const auto cables = db::cables_after(tx, filter, last, kCablesAtATime);
      for (const db::ExportedCable& cable : cables) {
        std::cout << to_line(stored_to_json(cable.fields, cable.text)) << '\n';
      }
      if (cables.empty() || !std::cout) return;
      last = cables.back().id;
    }
  });
  if (!exported) return report(command_error(exported.error()));
  if (!std::cout.flush()) return report({kFailed, "output could not be written"});
  return kDone;
}

}  // namespace

void add_export_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("export", "All cables, or those that filters leave, by id");
  auto filter = std::make_shared<db::CableFilter>();
  auto format = std::make_shared<std::string>("jsonl");
  command->add_option("--format", *format, "jsonl: a cable object a line")
      ->check(CLI::IsMember({"jsonl"}))
      ->capture_default_str();
  add_filter_options(*command, *filter);
  command->callback([filter, format, &invocation] {
    invocation.run = [filter, &invocation] { return run_export(*filter, invocation.common); };
  });
}

}  // namespace cabled::cli
