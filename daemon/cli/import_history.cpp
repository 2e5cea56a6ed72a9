#include "daemon/cli/import_history.h"

#include <fmt/format.h>

#include <chrono>
#include <string>
#include <string_view>

#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/app/watch.h"
#include "daemon/crawl/lease_owner.h"
#include "daemon/import/import_owner.h"
#include "daemon/import/import_removal.h"
#include "daemon/json/cable_json.h"
#include "daemon/json/nullable.h"
#include "daemon/reparse/untold_texts.h"
#include "daemon/system/terminal.h"
#include "db/corpus/import_undo.h"

namespace cabled::cli {
namespace {

using std::chrono::steady_clock;

/// Whether some process is at it. Of those that process numbers do not tell about, a row that is
/// renewed is the sign of life.
bool is_running(const db::ImportSummary& import) {
  if (!import.owner) return false;
  switch (life_of(*import.owner)) {
    case OwnerLife::kAlive:
      return true;
    case OwnerLife::kDead:
      return false;
    case OwnerLife::kUnknown:
    case OwnerLife::kBeforeBoot:
      return import.owner_silent_seconds < kOwnerSilence.count();
  }
  return false;
}

std::string_view state_of(const db::ImportSummary& import) {
  if (import.undone_at) return "undone";
  if (import.undo_began_at) return "undo begun";
  if (is_running(import)) return "running";
  return import.finished_at ? "done" : "stopped";
}

void print_summary(const db::ImportSummary& import, bool json) {
  if (json) {
    output().json(to_line({{"id", import.id},
                           {"state", state_of(import)},
                           {"paths", import.paths},
                           {"base_url", text_or_null(import.base_url)},
                           {"started_at", import.started_at},
                           {"finished_at", nullable(import.finished_at)},
                           {"undone_at", nullable(import.undone_at)},
                           {"archives", import.archives},
                           {"records", import.records},
                           {"pages", import.pages},
                           {"cables", import.cables}}));
    return;
  }
  output().text(fmt::format("{:>5}  {}  {:<10}  {} pages, {} cables ", import.id, import.started_at,
                            state_of(import), import.pages, import.cables));
  for (const std::string& path : import.paths) output().text(' ' + printable_line(path));
  output().text("\n");
}

CommandError still_running(std::int64_t import) {
  return {kTryAgainLater,
          fmt::format("import {} is still running; hint: stop it, then undo it", import)};
}

CommandResult<db::ImportSummary> import_to_undo(db::Connection& connection, std::int64_t import) {
  const auto found =
      db::transact(connection, [&](pqxx::work& tx) { return db::find_import(tx, import); });
  if (!found) return tl::unexpected(command_error(found.error()));
  if (!*found) {
    return tl::unexpected(
        CommandError{kFailed, fmt::format("no import {}; hint: cabled import --list", import)});
  }
  if ((*found)->undone_at) {
    return tl::unexpected(CommandError{kFailed, fmt::format("import {} is undone already, since {}",
                                                            import, *(*found)->undone_at)});
  }
  if (!(*found)->undo_began_at && is_running(**found)) return tl::unexpected(still_running(import));
  const auto may = db::transact(connection, [](pqxx::work& tx) { return db::may_undo(tx); });
  if (!may) return tl::unexpected(command_error(may.error()));
  if (!*may) {
    return tl::unexpected(CommandError{
        kFailed, "this role may not delete from the corpus; hint: --undo needs that of its owner"});
  }
  return **found;
}

/// Steps until nothing of the import is left. What came in meanwhile, though nobody should import
/// any more, is taken back in another round.
CommandResult<UntoldSummary> undo_all(const Session& session, db::Connection& connection,
                                      const db::ImportSummary& import, ImportRemoval& removal,
                                      const StopOrder& order) {
  const auto begun =
      db::transact(connection, [&](pqxx::work& tx) { return db::begin_undo(tx, import); });
  if (!begun) return tl::unexpected(command_error(begun.error()));
  if (!*begun) return tl::unexpected(still_running(import.id));
  UntoldSummary sum;
  while (true) {
    if (const auto removed = removal.run(order.stop()); !removed) {
      return tl::unexpected(command_error(removed.error()));
    }
    const auto told = tell_untold_texts(session, order);
    if (!told) return tl::unexpected(told.error());
    sum.told += told->told;
    sum.left += told->left;
    const auto finished =
        db::transact(connection, [&](pqxx::work& tx) { return db::finish_undo(tx, import.id); });
    if (!finished) return tl::unexpected(command_error(finished.error()));
    if (*finished) return sum;
  }
}

void print_undo(std::int64_t import, const RemovalCounts& counts, const UntoldSummary& told,
                bool json) {
  const db::RemovedRows& removed = counts.removed;
  if (json) {
    output().json(to_line({{"import", import},
                           {"state", "undone"},
                           {"pages_removed", removed.captures},
                           {"pages_kept", counts.kept()},
                           {"renditions_removed", removed.renditions},
                           {"cables_removed", removed.cables},
                           {"renditions_retold", told.told},
                           {"renditions_not_retold", told.left}}));
    return;
  }
  output().text(
      fmt::format("import {} undone\n"
                  "pages: {} removed, {} kept, which something else gave too\n"
                  "removed with them: {} cables, {} renditions\n",
                  import, removed.captures, counts.kept(), removed.cables, removed.renditions));
  if (told.left > 0) {
    output().text(fmt::format(
        "{} renditions still have the fields of a removed page: theirs could not be read\n",
        told.left));
  }
}

}  // namespace

int list_imports(const CommonOptions& common) {
  const auto session = Session::open(common, Session::Missing::kIsAnError);
  if (!session) return report(session.error());
  const auto imports =
      db::transact(session->start_connection(), [](pqxx::work& tx) { return db::all_imports(tx); });
  if (!imports) return report(command_error(imports.error()));
  for (const db::ImportSummary& import : *imports) print_summary(import, common.json);
  if (imports->empty() && !common.json) output().text("nothing was imported\n");
  return kDone;
}

int undo_import(std::int64_t import, const CommonOptions& common, StopOrder& order) {
  const auto session = Session::open(common, Session::Missing::kIsAnError);
  if (!session) return report(session.error());
  db::Connection connection = session->connect("undo");
  const auto found = import_to_undo(connection, import);
  if (!found) return report(found.error());
  Progress progress("pages", progress_style(), steady_clock::now());
  const auto counts_of = [](const RemovalCounts& counts) {
    return ProgressCounts{.done = counts.looked_at, .total = counts.total};
  };
  ImportRemoval removal(connection, import, [&](const RemovalCounts& counts) {
    progress.update(counts_of(counts), steady_clock::now());
  });
  const auto told = undo_all(*session, connection, *found, removal, order);
  progress.finish(counts_of(removal.counts()), steady_clock::now());
  if (!told && order.signal() != 0) {
    return report({told.error().code, stopped_words(removal.counts().looked_at, "pages",
                                                    "the same command goes on there")});
  }
  if (!told) return report(told.error());
  print_undo(import, removal.counts(), *told, common.json);
  return kDone;
}

}  // namespace cabled::cli
