#include <atomic>
#include <csignal>
#include <memory>

#include "daemon/answers/account_report.h"
#include "daemon/app/contact.h"
#include "daemon/app/crawl_setup.h"
#include "daemon/app/hopeless_lists.h"
#include "daemon/app/output.h"
#include "daemon/app/page_log.h"
#include "daemon/app/session.h"
#include "daemon/app/unfinished_rebuild.h"
#include "daemon/app/unstorable_pages.h"
#include "daemon/cli/command.h"
#include "daemon/config/database_url.h"
#include "daemon/crawl/crawl_runner.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/log.h"
#include "db/frontier/frontier.h"
#include "db/frontier/source_runs.h"
#include "db/frontier/sources.h"

namespace cabled::cli {
namespace {

using Rules = std::shared_ptr<const CrawlRules>;

/// The rules of a configuration, with its seeds in the frontier.
CommandResult<Rules> plant_seeds(const Session& session, const Config& config) {
  if (const Result<void> reachable = check_contact(config); !reachable) {
    return tl::unexpected(CommandError{kConfiguration, "contact " + reachable.error().message});
  }
  auto rules = register_sources(session, config);
  if (!rules) return rules;
  for (const HopelessList& list : hopeless_lists(**rules)) {
    log::error("list cannot be fetched",
               {{"source", list.source}, {"url", list.url}, {"reason", list.reason}});
  }
  const std::vector<std::string> names = source_names(config.sources);
  const auto added = db::transact(session.start_connection(), [&](pqxx::work& tx) {
    for (const db::UnconfiguredSource& source : db::unconfigured_sources(tx, names)) {
      log::info("source not configured",
                {{"source", source.row.name}, {"urls_waiting", source.waiting}});
    }
    for (const auto& [id, source] : (*rules)->sources()) {
      db::keep_list_rules(tx, id, source.list_rules());
    }
    return db::add_urls(tx, (*rules)->seeds());
  });
  if (!added) return tl::unexpected(command_error(added.error()));
  if (*added > 0) log::info("seeds added", {{"urls", *added}});
  return rules;
}

const char* signal_name(int signal) { return signal == SIGINT ? "SIGINT" : "SIGTERM"; }

/// The account; `signal` is what stopped the run before its end, or 0.
int print_account(const Session& session, int signal, bool json) {
  db::Connection connection = session.connect("account");
  const auto account =
      db::transact(connection, [](pqxx::work& tx) { return db::account(tx, std::nullopt); });
  if (!account) return report(command_error(account.error()));
  if (json) {
    auto out = account_to_json(*account);
    out["stopped_by"] = signal == 0 ? nullptr : nlohmann::ordered_json(signal_name(signal));
    output().json(to_line(out));
  } else {
    output().text(account_to_text(*account));
    if (signal != 0) {
      output().text(fmt::format("stopped by {} before the end\n", signal_name(signal)));
    }
  }
  return signal == 0 ? kDone : stopped_by(signal);
}

void log_start(const Session& session) {
  const Config& config = session.config();
  std::string sources;
  for (const std::string& name : source_names(config.sources)) {
    sources += (sources.empty() ? "" : " ") + name;
  }
  const std::string& url = config.database.url;
  log::info("cabled started", {{"version", CABLED_VERSION},
                               {"sources", sources},
                               {"database", url.empty() ? "embedded" : without_password(url)},
                               {"archive", session.archive_folder()}});
}

void log_stop(std::uint64_t pages, std::uint64_t unstorable, int signal) {
  log::info("cabled stopped", {{"pages", pages},
                               {"unstorable", unstorable},
                               {"by", signal == 0 ? "its end" : signal_name(signal)}});
}

int run_daemon(CrawlEnd end, const CommonOptions& common, StopOrder& order) {
  auto session = Session::open(common);
  if (!session) return report(session.error());
  if (const auto whole = check_rebuilt(*session); !whole) return report(whole.error());
  log_start(*session);
  std::atomic<std::uint64_t> unstorable{0};
  std::atomic<std::uint64_t> pages{0};
  const auto crawled =
      run_crawl(*session, order, plant_seeds, {.end = end}, [&](std::span<const PageNote> notes) {
        pages += notes.size();
        unstorable += count_unstorable(notes);
        log_pages(notes);
      });
  if (!crawled) return report(crawled.error());
  log_stop(pages, unstorable, *crawled);
  if (end != CrawlEnd::kIdle) return kDone;
  const int code = print_account(*session, *crawled, common.json);
  tell_of_unstorable(unstorable);
  return code == kDone && unstorable > 0 ? kFailed : code;
}

}  // namespace

void add_run_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("run", "The daemon: fetch what is due, read it, store it");
  auto once = std::make_shared<bool>(false);
  command->add_flag("--once", *once, "Stop when nothing is due any more, and print the account");
  command->callback([once, &invocation] {
    invocation.run = [once, &invocation] {
      using Ends = StopRules::Ends;
      const StopRules rules{.hang_up = HangUp::kReloads,
                            .ends = *once ? Ends::kByItself : Ends::kByStop};
      return run_stoppable(rules, [&](StopOrder& order) {
        return run_daemon(*once ? CrawlEnd::kIdle : CrawlEnd::kNever, invocation.common, order);
      });
    };
  });
}

}  // namespace cabled::cli
