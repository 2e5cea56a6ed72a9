#include <fmt/format.h>

#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/app/stoppable.h"
#include "daemon/cli/command.h"
#include "daemon/cli/record_files.h"
#include "daemon/json/cable_json.h"
#include "daemon/rebuild/rebuild_run.h"
#include "daemon/system/words.h"
#include "db/query/corpus_totals.h"

namespace cabled::cli {
namespace {

/// Before a database is made for nothing.
CommandResult<void> check_archive(const CommonOptions& common) {
  const auto config = configure(common);
  if (!config) return tl::unexpected(config.error());
  const auto files = own_archive_files(*config);
  if (!files) return tl::unexpected(files.error());
  if (!files->empty()) return {};
  return tl::unexpected(
      CommandError{kFailed, no_own_files((config->state_dir / "archive").string())});
}

void print_rebuilt(const db::RebuildRun& run, const db::CorpusTotals& totals, bool json) {
  if (json) {
    output().json(to_line({{"pages", run.pages},
                           {"unchanged", run.unchanged},
                           {"damaged", run.damaged},
                           {"cables", totals.cables},
                           {"renditions", totals.copies}}));
    return;
  }
  output().text(fmt::format(
      "{} read, {} found unchanged, {} damaged\n{} in {}\n", counted(run.pages, "page", "pages"),
      counted(run.unchanged, "visit", "visits"), counted(run.damaged, "record", "records"),
      counted(totals.cables, "cable", "cables"), counted(totals.copies, "version", "versions")));
}

int run_rebuild(const CommonOptions& common, const StopOrder& order) {
  if (const auto there = check_archive(common); !there) return report(there.error());
  const auto session = Session::open(common);
  if (!session) return report(session.error());
  const auto run = rebuild_database(*session, order);
  if (!run) return report(run.error());
  const auto totals = db::transact(session->start_connection(),
                                   [](pqxx::work& tx) { return db::corpus_totals(tx); });
  if (!totals) return report(command_error(totals.error()));
  print_rebuilt(*run, *totals, common.json);
  return run->damaged == 0 ? kDone : kFailed;
}

}  // namespace

void add_rebuild_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand(
      "rebuild", "Make an empty database whole again out of the archive of raw pages");
  command->callback([&invocation] {
    invocation.run = [&invocation] {
      return run_stoppable(StopRules{},
                           [&](StopOrder& order) { return run_rebuild(invocation.common, order); });
    };
  });
}

}  // namespace cabled::cli
