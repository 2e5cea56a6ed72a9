#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "daemon/app/database_upgrade.h"
#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/cli/command.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/paths.h"
#include "db/corpus/stored_words.h"
#include "db/feed/feed_history.h"
#include "db/sql/migrate.h"
#include "db/sql/role_grants.h"

namespace cabled::cli {
namespace {

struct MigrateOptions {
  bool roles = false;
  bool publication = false;
  bool upgrade_database = false;
};

// What else was asked for, as lines for a person.
Result<std::vector<std::string>> set_up(db::Connection& connection, const MigrateOptions& options) {
  return db::transact(connection, [&](pqxx::work& tx) {
    std::vector<std::string> notes;
    if (options.roles) {
      db::grant_roles(tx);
      notes.emplace_back("roles cabled_owner, cabled_writer, cabled_reader, cabled_feeder are set");
    }
    if (options.publication) {
      const std::string level = db::create_publication(tx);
      notes.emplace_back("publication cabled is there");
      if (level != "logical") {
        notes.push_back(
            fmt::format("wal_level is {}: set it to logical before subscribing", level));
      }
    }
    return notes;
  });
}

// Where a sample tells that the words of search were made by other rules, those of all are made
// anew.
Result<bool> renew_search(db::Connection& connection) {
  const auto check = db::transact(connection, [](pqxx::work& tx) { return db::check_words(tx); });
  if (!check) return tl::unexpected(check.error());
  if (check->outdated == 0) return false;
  std::optional<std::string> last = "";
  while (last) {
    auto next =
        db::transact(connection, [&](pqxx::work& tx) { return db::renew_words(tx, *last); });
    if (!next) return tl::unexpected(next.error());
    last = std::move(*next);
  }
  return true;
}

std::string told(const DatabaseUpgrade& upgrade) {
  const auto& [from, to, kept] = upgrade.cluster;
  if (kept.empty()) return fmt::format("PostgreSQL {} is the newest here: nothing to do\n", from);
  return fmt::format(
      "database upgraded from PostgreSQL {} to {}: {} rows of {} tables are the same in both\n"
      "the old one is kept in '{}', until you remove it\n",
      from, to, upgrade.rows, upgrade.tables, kept.string());
}

int run_upgrade(const CommonOptions& common) {
  const CommandResult<Config> config = configure(common);
  if (!config) return report(config.error());
  if (!config->database.url.empty()) {
    return report({kUsage,
                   "--upgrade-database is for the embedded database; hint: upgrade the server that "
                   "database.url names with its own means (docs/upgrade.md)"});
  }
  make_files_private();
  const CommandResult<DatabaseUpgrade> upgrade = upgrade_database(config->state_dir);
  if (!upgrade) return report(upgrade.error());
  if (common.json) {
    output().json(to_line({{"from", upgrade->cluster.from},
                           {"to", upgrade->cluster.to},
                           {"tables", upgrade->tables},
                           {"rows", upgrade->rows},
                           {"kept", upgrade->cluster.kept.string()}}));
  } else {
    output().text(told(*upgrade));
  }
  return kDone;
}

int run_migrate(const MigrateOptions& options, const CommonOptions& common) {
  if (options.upgrade_database) return run_upgrade(common);
  const auto session = Session::open_unchecked(common);
  if (!session) return report(session.error());
  db::Connection connection = session->connect("migrate");
  const auto applied = db::migrate(connection);
  if (!applied) return report(migration_error(applied.error()));
  auto notes = set_up(connection, options);
  if (!notes) return report(command_error(notes.error()));
  const auto renewed = renew_search(connection);
  if (!renewed) return report(command_error(renewed.error()));
  if (*renewed) notes->emplace_back("the words that search looks for were entered anew");
  const auto history = db::begin_new_history(connection);
  if (!history) return report(command_error(history.error()));
  if (*history) {
    notes->emplace_back(
        "the database was restored from a dump: its changes are numbered anew, and what was fed "
        "from the old one wants `feed --to … --copy-anew`");
  }
  if (common.json) {
    output().json(to_line({{"applied", *applied}, {"notes", *notes}}));
  } else {
    for (const std::string& name : *applied) output().text("applied " + name + '\n');
    if (applied->empty()) output().text("schema is current\n");
    for (const std::string& note : *notes) output().text(note + '\n');
  }
  return kDone;
}

}  // namespace

void add_migrate_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("migrate", "Bring the database's schema up to date");
  auto options = std::make_shared<MigrateOptions>();
  command->add_flag("--roles", options->roles,
                    "Also make the roles for owner, writer, reader and feeder");
  command->add_flag("--publication", options->publication,
                    "Also make the publication for logical replication");
  command
      ->add_flag("--upgrade-database", options->upgrade_database,
                 "Make the embedded database one of the newest PostgreSQL installed")
      ->excludes("--roles")
      ->excludes("--publication");
  command->callback([options, &invocation] {
    invocation.run = [options, &invocation] { return run_migrate(*options, invocation.common); };
  });
}

}  // namespace cabled::cli
