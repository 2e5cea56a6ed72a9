#include <iostream>
#include <memory>

#include "daemon/cli/account_report.h"
#include "daemon/cli/command.h"
#include "daemon/cli/crawl_runner.h"
#include "daemon/cli/session.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/log.h"
#include "db/frontier.h"

namespace cabled::cli {
namespace {

CommandResult<void> plant_seeds(const Session& session, const CrawlRules& rules) {
  db::Connection connection = session.connect("seeds");
  const auto added =
      db::transact(connection, [&](pqxx::work& tx) { return db::add_urls(tx, rules.seeds()); });
  if (!added) return tl::unexpected(command_error(added.error()));
  if (*added > 0) log::info("seeds added", {{"urls", *added}});
  return {};
}

int print_account(const Session& session, bool json) {
  db::Connection connection = session.connect("account");
  const auto account =
      db::transact(connection, [](pqxx::work& tx) { return db::account(tx, std::nullopt); });
  if (!account) return report(command_error(account.error()));
  if (json) {
    std::cout << to_line(account_to_json(*account)) << '\n';
  } else {
    std::cout << account_to_text(*account);
  }
  return kDone;
}

int run_daemon(CrawlEnd end, const CommonOptions& common) {
  const auto session = Session::open(common);
  if (!session) return report(session.error());
  const auto rules = session->make_rules();
  if (!rules) return report(rules.error());
  if (const auto planted = plant_seeds(*session, **rules); !planted) return report(planted.error());

  const auto crawled =
      run_crawl(*session, *rules, {.end = end, .priority = db::kAnyPriority}, [](auto) {});
  if (!crawled) return report(crawled.error());
  return end == CrawlEnd::kIdle ? print_account(*session, common.json) : kDone;
}

}  // namespace

void add_run_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("run", "The daemon: fetch what is due, read it, store it");
  auto once = std::make_shared<bool>(false);
  command->add_flag("--once", *once, "Stop when nothing is due any more, and print the account");
  command->callback([once, &invocation] {
    invocation.run = [once, &invocation] {
      return run_daemon(*once ? CrawlEnd::kIdle : CrawlEnd::kNever, invocation.common);
    };
  });
}

}  // namespace cabled::cli
