#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/app/stoppable.h"
#include "daemon/app/wait_out.h"
#include "daemon/app/watch.h"
#include "daemon/cli/cable_filter_options.h"
#include "daemon/cli/command.h"
#include "daemon/cli/export_sinks.h"
#include "daemon/follow/sqlite_tables.h"
#include "daemon/system/progress.h"
#include "db/feed/change_reader.h"
#include "db/feed/feed_rows.h"
#include "db/query/cable_export.h"

namespace cabled::cli {
namespace {

using std::chrono::steady_clock;

constexpr int kCablesAtATime = 200;
// A line or a group of rows is soon written, unless nobody reads; nothing is written down after it.
constexpr StopRules kStopRules{.grace = std::chrono::milliseconds(700),
                               .wind_up = std::chrono::milliseconds(300)};

struct ExportOptions {
  db::CableFilter filter;
  std::string format = "jsonl";
  std::string output;
  std::string since;
  bool defuse = false;
  bool byte_order_mark = false;
};

/// A new SQLite file; it takes its name when it is whole.
class SqliteExport {
 public:
  static Result<SqliteExport> make(const std::filesystem::path& file) {
    if (std::filesystem::exists(file)) {
      return fail(ErrorKind::kInvalid, "'{}' is there already", file.string());
    }
    const std::filesystem::path unfinished = file.string() + ".part";
    std::filesystem::remove(unfinished);
    Result<SqliteDatabase> database = SqliteDatabase::open(unfinished);
    if (!database) return tl::unexpected(database.error());
    if (auto made = create_sqlite_tables(*database); !made) return tl::unexpected(made.error());
    Result<SqliteRowWriter> writer = SqliteRowWriter::make(*database);
    if (!writer) return tl::unexpected(writer.error());
    return SqliteExport(file, unfinished, std::move(*database), std::move(*writer));
  }

  Result<void> write(const db::FeedRows& rows) {
    return database_.transact([&] { return writer_.write(rows); });
  }

  Result<void> finish() {
    if (auto packed = database_.run("INSERT INTO cable_search(cable_search) VALUES ('optimize')");
        !packed) {
      return packed;
    }
    std::error_code error;
    std::filesystem::rename(unfinished_, file_, error);
    if (error) {
      return fail(ErrorKind::kInvalid, "'{}' could not be named: {}", file_.string(),
                  error.message());
    }
    return {};
  }

 private:
  SqliteExport(std::filesystem::path file, std::filesystem::path unfinished,
               SqliteDatabase database, SqliteRowWriter writer)
      : file_(std::move(file)),
        unfinished_(std::move(unfinished)),
        database_(std::move(database)),
        writer_(std::move(writer)) {}

  std::filesystem::path file_;
  std::filesystem::path unfinished_;
  SqliteDatabase database_;
  SqliteRowWriter writer_;  // after the database: its statements end first
};

CableSink sqlite_sink(SqliteExport& file) {
  return [&file](pqxx::work& tx, const std::vector<db::ExportedCable>& cables) {
    std::vector<std::string> ids;
    ids.reserve(cables.size());
    for (const db::ExportedCable& cable : cables) ids.push_back(cable.id);
    return file.write(db::rows_of_cables(tx, ids));
  };
}

/// One export, which outlasts outages of the database: it goes on after the cable that was last
/// written, in another snapshot.
class ExportRun {
 public:
  ExportRun(db::Connection& connection, const db::CableFilter& filter, const CableSink& sink)
      : connection_(connection),
        filter_(filter),
        sink_(sink),
        progress_("cables", progress_style(), steady_clock::now()) {}

  /// The cursor for the next time, when all went well: that of the first snapshot.
  Result<db::ChangeCursor> run(const std::stop_token& stop) {
    const Result<void> done = wait_out("export delayed", stop, [&]() -> Result<void> {
      auto streamed = db::transact(connection_, [&](pqxx::work& tx) { return stream(tx, stop); });
      if (!streamed) return tl::unexpected(streamed.error());
      return *streamed;
    });
    progress_.finish(counts_, steady_clock::now());
    if (!done) return tl::unexpected(done.error());
    if (!written_) return tl::unexpected(written_.error());
    return *cursor_;
  }

 private:
  Result<void> stream(pqxx::work& tx, const std::stop_token& stop) {
    db::CableStream cables(tx, filter_, last_id_);
    if (!cursor_) cursor_ = cables.cursor();
    if (counts_.total == 0) counts_.total = cables.estimate();
    while (true) {
      const std::vector<db::ExportedCable> some = cables.next(kCablesAtATime);
      if (some.empty() || !output().works()) return {};
      if (stop.stop_requested()) {
        return fail(ErrorKind::kTransient, "{}",
                    stopped_words(counts_.done, "cables", "the same command begins anew"));
      }
      // What cannot be written is no outage of the database, and is not waited out.
      written_ = sink_(tx, some);
      if (!written_) return {};
      last_id_ = some.back().id;
      counts_.done += some.size();
      counts_.total = counts_.total == 0 ? 0 : std::max(counts_.total, counts_.done);
      progress_.update(counts_, steady_clock::now());
    }
  }

  db::Connection& connection_;
  const db::CableFilter& filter_;
  const CableSink& sink_;
  Progress progress_;
  ProgressCounts counts_;
  std::optional<db::ChangeCursor> cursor_;
  std::optional<std::string> last_id_;
  Result<void> written_;
};

Result<void> check_since(db::Connection& connection, db::CableFilter& filter) {
  if (!filter.since) return {};
  const auto checked =
      db::transact(connection, [&](pqxx::work& tx) { return db::check_cursor(tx, *filter.since); });
  if (!checked) return tl::unexpected(checked.error());
  if (!*checked) return tl::unexpected(checked->error());
  filter.since = **checked;
  return {};
}

/// Of the formats that go to standard output.
CableSink sink_of(const ExportOptions& options) {
  if (options.format == "csv") {
    return csv_sink(options.defuse ? CsvFormulas::kDefused : CsvFormulas::kAsTheyAre,
                    options.byte_order_mark ? ByteOrderMark::kYes : ByteOrderMark::kNo);
  }
  if (options.format == "ftm") return ftm_sink();
  return options.format == "bulk" ? bulk_sink() : jsonl_sink();
}

Result<db::ChangeCursor> export_cables(db::Connection& connection, const ExportOptions& options,
                                       const std::stop_token& stop) {
  if (options.format != "sqlite") {
    const CableSink sink = sink_of(options);
    return ExportRun(connection, options.filter, sink).run(stop);
  }
  Result<SqliteExport> file = SqliteExport::make(options.output);
  if (!file) return tl::unexpected(file.error());
  const CableSink sink = sqlite_sink(*file);
  auto cursor = ExportRun(connection, options.filter, sink).run(stop);
  if (!cursor) return cursor;
  if (auto finished = file->finish(); !finished) return tl::unexpected(finished.error());
  return cursor;
}

int run_export(ExportOptions options, const CommonOptions& common, const StopOrder& order) {
  if ((options.format == "sqlite") == options.output.empty()) {
    return report({kUsage, "--output goes with --format sqlite, and sqlite with --output"});
  }
  if (options.byte_order_mark && options.format != "csv") {
    return report({kUsage, "--bom goes with --format csv"});
  }
  if (!options.since.empty()) {
    const Result<db::ChangeCursor> cursor = db::ChangeCursor::parse(options.since);
    if (!cursor) return report({kUsage, "--since " + cursor.error().message});
    options.filter.since = *cursor;
  }
  const auto session = Session::open(common, Session::Missing::kIsAnError);
  if (!session) return report(session.error());
  db::Connection connection = session->connect("export");
  if (auto checked = check_since(connection, options.filter); !checked) {
    return report(command_error(checked.error()));
  }
  const auto cursor = export_cables(connection, options, order.stop());
  if (!cursor) return report(command_error(cursor.error()));
  output().flush();
  // From a place whose cables did not arrive nobody may go on.
  if (output().works() && !common.quiet) complain("next time --since " + cursor->text());
  return kDone;
}

}  // namespace

void add_export_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("export", "All cables, or those that match the filters, by id");
  auto options = std::make_shared<ExportOptions>();
  command
      ->add_option("--format", options->format,
                   "jsonl: one cable object per line; csv: RFC 4180; sqlite: a file with full-text "
                   "search; ftm: entities of FollowTheMoney; bulk: for OpenSearch's _bulk")
      ->check(CLI::IsMember({"jsonl", "csv", "sqlite", "ftm", "bulk"}))
      ->capture_default_str();
  command->add_option("--output", options->output, "The SQLite file to make")->type_name("FILE");
  command->add_flag("--defuse-formulas", options->defuse,
                    "CSV: put ' before cells that a spreadsheet would take for formulas");
  command->add_flag("--bom", options->byte_order_mark,
                    "CSV: begin with a byte order mark, by which spreadsheets know UTF-8");
  command->add_option("--since", options->since, "Only what changed after this cursor")
      ->type_name("CURSOR");
  add_filter_options(*command, options->filter);
  command->callback([options, &invocation] {
    invocation.run = [options, &invocation] {
      return run_stoppable(kStopRules, [&](StopOrder& order) {
        return run_export(*options, invocation.common, order);
      });
    };
  });
}

}  // namespace cabled::cli
