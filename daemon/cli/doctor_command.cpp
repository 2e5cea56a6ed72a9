#include <chrono>
#include <cmath>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "daemon/app/raw_pages_check.h"
#include "daemon/app/schema_fit.h"
#include "daemon/app/session.h"
#include "daemon/cli/command.h"
#include "daemon/cli/findings.h"
#include "daemon/cli/machine_findings.h"
#include "daemon/cli/name_findings.h"
#include "daemon/fetch/curl_version.h"
#include "daemon/follow/held_changes_watch.h"
#include "daemon/postgres/postgres_programs.h"
#include "daemon/system/name_lookup.h"
#include "db/corpus/misplaced_cables.h"
#include "db/corpus/raw_pages.h"
#include "db/corpus/stored_words.h"
#include "db/feed/feed_history.h"
#include "db/query/server_facts.h"
#include "db/sql/migrate.h"

namespace cabled::cli {
namespace {

using Clock = std::chrono::system_clock;

Finding judge_programs(const Config& config) {
  const Result<PostgresPrograms> programs = find_newest_postgres(kPostgresRoot);
  if (programs) {
    return {Verdict::kGood, "postgresql programs",
            fmt::format("{} in {}", programs->major_version, programs->folder.string())};
  }
  // A configured server makes programs of our own needless.
  const bool needed = config.database.url.empty();
  return {needed ? Verdict::kBad : Verdict::kGood, "postgresql programs",
          needed ? programs.error().message : "none, and none needed"};
}

/// An embedded database is brought up to date by the first command that uses its tables.
Finding judge_schema(const Result<db::SchemaReport>& schema, const Config& config) {
  if (!schema) return {Verdict::kBad, "schema", schema.error().message};
  const std::string versions =
      fmt::format("version {}, this program knows {}", schema->applied, schema->known);
  switch (schema->state) {
    case db::SchemaState::kCurrent:
      return {Verdict::kGood, "schema", fmt::format("version {}", schema->applied)};
    case db::SchemaState::kEmpty:
    case db::SchemaState::kTooOld:
      if (config.database.url.empty())
        return {Verdict::kGood, "schema", versions + ", on first use"};
      return {Verdict::kWarning, "schema", versions + "; hint: run `cabled migrate`"};
    case db::SchemaState::kTooNew:
      return {Verdict::kBad, "schema", versions + "; hint: install the newer cabled"};
    case db::SchemaState::kChanged:
      return {Verdict::kBad, "schema", schema_misfit(*schema)};
  }
  return {Verdict::kBad, "schema", versions};
}

/// Leases and due times are the database's; ours is used for logs and the archive's dates.
Finding judge_clock(double database_clock, Clock::time_point asked, Clock::time_point answered) {
  static constexpr double kTolerable = 2.0;
  const auto seconds = [](Clock::time_point time) {
    return std::chrono::duration<double>(time.time_since_epoch()).count();
  };
  // The server read its clock somewhere between question and answer.
  const double off = database_clock - (seconds(asked) + seconds(answered)) / 2;
  const double uncertain = (seconds(answered) - seconds(asked)) / 2;
  const bool good = std::abs(off) <= kTolerable + uncertain;
  return {good ? Verdict::kGood : Verdict::kWarning, "clock",
          fmt::format("the database's is {:+.3f} s from this machine's{}", off,
                      good ? "" : "; hint: synchronise both by NTP")};
}

/// A transaction that was forgotten, anywhere on the server, stops all who follow.
Finding judge_feed(db::Connection& connection) {
  const Result<bool> elsewhere = db::transact(
      connection, [](pqxx::work& tx) { return db::has_numbers_of_another_server(tx); });
  if (elsewhere && *elsewhere) {
    return {Verdict::kBad, "change feed",
            "restored from a dump, with the numbers of another server; hint: run `cabled migrate`"};
  }
  const auto held = look_at_held_changes(connection);
  if (!held) return {Verdict::kWarning, "change feed", held.error().message};
  if (*held && (*held)->waited_seconds >= kHeldForLong) {
    return {Verdict::kWarning, "change feed", held_words(**held)};
  }
  return {Verdict::kGood, "change feed", "nothing holds changes back"};
}

std::string list_of(const std::set<std::string>& ids) {
  static constexpr std::size_t kShown = 10;
  std::string words;
  std::size_t shown = 0;
  for (const std::string& id : ids) {
    if (shown == kShown) return fmt::format("{} and {} more", words, ids.size() - shown);
    words += (shown++ == 0 ? "" : ", ") + id;
  }
  return words;
}

/// Whether every cable that has a text is in an export, by itself or with the one it stands under.
Finding judge_corpus(db::Connection& connection) {
  const Result<db::MisplacedCables> misplaced =
      db::transact(connection, [](pqxx::work& tx) { return db::find_misplaced(tx); });
  if (!misplaced) return {Verdict::kBad, "corpus", misplaced.error().message};
  std::string words;
  if (!misplaced->hidden.empty()) words = "in no export: " + list_of(misplaced->hidden);
  if (!misplaced->outdated.empty()) {
    if (!words.empty()) words += "; ";
    words += "published with a text that no page gives any more: " + list_of(misplaced->outdated);
  }
  if (words.empty()) return {Verdict::kGood, "corpus", "every cable is in its place"};
  return {Verdict::kBad, "corpus",
          words + "; hint: `cabled reparse --older-parser` puts them in their place"};
}

/// Whether what search looks for is what was entered: of some cables, spread over all.
Finding judge_words(db::Connection& connection) {
  const Result<db::WordsCheck> check =
      db::transact(connection, [](pqxx::work& tx) { return db::check_words(tx); });
  if (!check) return {Verdict::kBad, "search words", check.error().message};
  if (check->outdated == 0) {
    return {Verdict::kGood, "search words",
            fmt::format("of {} cables, as this program makes them", check->looked_at)};
  }
  return {
      Verdict::kWarning, "search words",
      fmt::format("{} of {} cables looked at were entered by other rules, and a search may miss "
                  "them; hint: run `cabled migrate`",
                  check->outdated, check->looked_at)};
}

/// Whether the raw pages are where the database says: of so many, evenly spread.
Finding judge_raw_pages(db::Connection& connection, const std::string& folder) {
  static constexpr std::int64_t kLookedAt = 1000;
  std::set<std::string> faults;
  const auto checked = check_raw_pages(connection, folder, kLookedAt, [&](const MissingPage& page) {
    if (page.page.is_lost) return;  // counted below
    faults.insert(fmt::format("{} ({}@{}: {})", page.page.url, page.page.where.segment,
                              page.page.where.offset, page.reason));
  });
  if (!checked) return {Verdict::kBad, "raw pages", checked.error().message};
  if (!faults.empty()) {
    return {Verdict::kBad, "raw pages",
            fmt::format("of {} looked at, {} are not in the archive: {}; hint: `cabled archive "
                        "verify` looks at all and has them fetched anew",
                        checked->looked_at, faults.size(), list_of(faults))};
  }
  const Result<db::LostPages> lost =
      db::transact(connection, [](pqxx::work& tx) { return db::lost_pages(tx); });
  if (!lost) return {Verdict::kBad, "raw pages", lost.error().message};
  if (lost->captures > 0) {
    return {
        Verdict::kWarning, "raw pages",
        fmt::format("{} are lost, {} of them wait to be fetched anew", lost->captures, lost->due)};
  }
  return {Verdict::kGood, "raw pages",
          fmt::format("{} looked at, all are there", checked->looked_at)};
}

Findings judge_database(const CommonOptions& common, const Config& config) {
  if (!has_database(config)) {
    return {{Verdict::kGood, "database",
             fmt::format("none below '{}' yet: `run`, `fetch` and `import` make one",
                         config.state_dir.string())}};
  }
  const CommandResult<Session> session = Session::open_unchecked(common);
  if (!session) return {{Verdict::kBad, "database", session.error().message}};
  db::Connection connection = session->connect("doctor");
  const Clock::time_point asked = Clock::now();
  const Result<db::ServerFacts> facts =
      db::transact(connection, [](pqxx::work& tx) { return db::server_facts(tx); });
  const Clock::time_point answered = Clock::now();
  if (!facts) return {{Verdict::kBad, "database", facts.error().message}};
  const bool embedded = session->config().database.url.empty();
  const Result<db::SchemaReport> schema = db::schema_report(connection);
  Findings findings{
      {Verdict::kGood, "database",
       fmt::format("PostgreSQL {}, {}", facts->version, embedded ? "embedded" : "configured")},
      judge_schema(schema, session->config()),
      judge_clock(facts->clock, asked, answered)};
  if (schema && schema->state == db::SchemaState::kCurrent) {
    findings.push_back(judge_corpus(connection));
    findings.push_back(judge_words(connection));
    findings.push_back(judge_raw_pages(connection, session->archive_folder()));
    findings.push_back(judge_feed(connection));
  }
  return findings;
}

int run_doctor(const CommonOptions& common) {
  const CommandResult<Config> config = configure(common);
  if (!config) return report(config.error());
  Findings findings{
      {Verdict::kGood, "program", "cabled " CABLED_VERSION},
      {Verdict::kGood, "libraries",
       fmt::format("{} libpqxx/{} fmt/{}", curl_library_versions(), PQXX_VERSION, FMT_VERSION)},
      judge_programs(*config),
      judge_state_dir(*config),
      judge_disk(*config),
      judge_descriptors(*config),
      judge_names(*config, look_up_name)};
  for (Findings more : {judge_config_file(*config), judge_secret_files(*config)}) {
    std::ranges::move(more, std::back_inserter(findings));
  }
  // Last, so that what stands in its way is named before it.
  std::ranges::move(judge_database(common, *config), std::back_inserter(findings));
  print(findings, common.json ? Style::kJson : Style::kText);
  return any_bad(findings) ? kFailed : kDone;
}

}  // namespace

void add_doctor_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand(
      "doctor",
      "Check the machine and what is stored: libraries, disk, database, change feed, cables");
  command->callback(
      [&invocation] { invocation.run = [&invocation] { return run_doctor(invocation.common); }; });
}

}  // namespace cabled::cli
