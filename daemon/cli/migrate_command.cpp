#include <iostream>

#include "daemon/cli/command.h"
#include "daemon/cli/session.h"
#include "daemon/json/cable_json.h"
#include "db/migrate.h"

namespace cabled::cli {
namespace {

int run_migrate(const CommonOptions& common) {
  const auto session = Session::open_unchecked(common);
  if (!session) return report(session.error());
  db::Connection connection = session->connect("migrate");
  const auto applied = db::migrate(connection);
  if (!applied) {
    const bool schema = applied.error().kind == ErrorKind::kRefused;
    return report(
        {schema ? kSchema : command_error(applied.error()).code, applied.error().message});
  }
  if (common.json) {
    std::cout << to_line({{"applied", *applied}}) << '\n';
  } else {
    for (const std::string& name : *applied) std::cout << "applied " << name << '\n';
    if (applied->empty()) std::cout << "schema is current\n";
  }
  return kDone;
}

}  // namespace

void add_migrate_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("migrate", "Bring the database's schema up to date");
  command->callback(
      [&invocation] { invocation.run = [&invocation] { return run_migrate(invocation.common); }; });
}

}  // namespace cabled::cli
