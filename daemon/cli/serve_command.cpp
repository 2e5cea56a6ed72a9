#include <chrono>

#include "daemon/app/session.h"
#include "daemon/app/stoppable.h"
#include "daemon/cli/command.h"
#include "daemon/serve/serve.h"

namespace cabled::cli {
namespace {

int serve_site(const CommonOptions& common, StopOrder& order) {
  const auto session = Session::open(common, Session::Missing::kIsAnError);
  return session ? serve::run_serve(*session, order) : report(session.error());
}

}  // namespace

void add_serve_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("serve", "Show cables to people and programs, as a web server");
  command->callback([&invocation] {
    invocation.run = [&invocation] {
      // Readers can ask again: a stop is done within a second, statements that still run included.
      const StopRules rules{.grace = std::chrono::milliseconds(500),
                            .wind_up = std::chrono::milliseconds(1000),
                            .ends = StopRules::Ends::kByStop};
      return run_stoppable(
          rules, [&invocation](StopOrder& order) { return serve_site(invocation.common, order); });
    };
  });
}

}  // namespace cabled::cli
