#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/app/crawl_setup.h"
#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/app/stoppable.h"
#include "daemon/app/unfinished_rebuild.h"
#include "daemon/app/unstorable_pages.h"
#include "daemon/app/watch.h"
#include "daemon/cli/command.h"
#include "daemon/cli/import_history.h"
#include "daemon/cli/word_hints.h"
#include "daemon/crawl/lease_owner.h"
#include "daemon/import/import_feeder.h"
#include "daemon/import/import_ledger.h"
#include "daemon/import/import_owner.h"
#include "daemon/json/cable_json.h"
#include "daemon/pipeline/pipeline.h"
#include "daemon/system/log.h"
#include "parsers/model/url.h"

namespace cabled::cli {
namespace {

using std::chrono::steady_clock;

constexpr std::string_view kGoesOn = "the same command goes on there";

struct ImportCommand {
  std::vector<std::string> paths;
  PageFileOptions files;
  std::string columns;  ///< of --columns and --map, as given
  std::string keys;
  bool list = false;
  std::optional<std::int64_t> undo;
};

/// Reads what the command line says of dumps.
Result<DumpHints> hints_of(const ImportCommand& command) {
  DumpHints hints;
  if (!command.columns.empty()) {
    auto columns = read_columns_option(command.columns);
    if (!columns) return tl::unexpected(columns.error());
    hints.columns = std::move(*columns);
  }
  if (!command.keys.empty()) {
    auto keys = read_map_option(command.keys);
    if (!keys) return tl::unexpected(keys.error());
    hints.json_key = std::move(*keys);
  }
  return hints;
}

/// What the import came to, as it is printed.
struct ImportReport {
  std::uint64_t files = 0;
  std::uint64_t unreadable_files = 0;
  std::uint64_t unsettled = 0;
  db::ImportProgress total;
  FreshCounts fresh;
  std::uint64_t unstorable = 0;  ///< pages that this run wrote off

  std::uint64_t pages() const { return total.cables + total.not_cables + total.rejected; }
  std::uint64_t cables() const { return total.cables + total.further; }
  // Pages that were stored last are not in the total yet when the import is stopped.
  std::uint64_t known() const {
    const std::uint64_t written = fresh.cables + fresh.renditions;
    return cables() > written ? cables() - written : 0;
  }
};

void print_import(const ImportReport& report, bool json) {
  const db::ImportProgress& total = report.total;
  if (json) {
    output().json(to_line({{"files", report.files},
                           {"unreadable_files", report.unreadable_files},
                           {"records", total.records},
                           {"pages", report.pages()},
                           {"other", total.other},
                           {"damaged", total.damaged},
                           {"cables", total.cables},
                           {"not_cables", total.not_cables},
                           {"rejected", total.rejected},
                           {"further_cables", total.further},
                           {"new_cables", report.fresh.cables},
                           {"new_renditions", report.fresh.renditions},
                           {"known", report.known()}}));
    return;
  }
  output().text(
      fmt::format("files: {}, {} unreadable\n"
                  "records: {} = {} pages + {} other + {} damaged\n"
                  "pages: {} = {} with cables + {} without + {} rejected\n"
                  "cables: {} = {} new + {} new renditions + {} known\n",
                  report.files, report.unreadable_files, total.records, report.pages(), total.other,
                  total.damaged, report.pages(), total.cables, total.not_cables, total.rejected,
                  report.cables(), report.fresh.cables, report.fresh.renditions, report.known()));
}

void log_failed_pages(std::span<const PageNote> notes) {
  for (const PageNote& note : notes) {
    if (note.ruling.verdict != db::Verdict::kFailed) continue;
    log::warn(
        "page failed",
        {{"url", note.url}, {"reason", note.ruling.word()}, {"detail", note.ruling.detail.str()}});
  }
}

/// The import's progress on a terminal, measured by the bytes of its files.
class ImportShown {
 public:
  ImportShown(const std::vector<std::string>& paths, const ImportLedger& ledger)
      : ledger_(ledger), progress_("records", live_progress_style(), steady_clock::now()) {
    if (live_progress_style() != Progress::Style::kSilent) total_ = bytes_of_files(paths);
  }

  void update(std::uint64_t bytes) {
    bytes_ = bytes;
    const auto now = steady_clock::now();
    if (progress_.is_due(now)) progress_.update(counts(), now);
  }
  void finish() { progress_.finish(counts(), steady_clock::now()); }

 private:
  ProgressCounts counts() const {
    const db::ImportProgress total = ledger_.total();
    return {.done = total.records,
            .failures = total.damaged + total.rejected,
            .bytes = std::min(bytes_, total_),
            .total_bytes = total_};
  }

  const ImportLedger& ledger_;
  std::uint64_t total_ = 0;
  std::uint64_t bytes_ = 0;
  Progress progress_;
};

db::ImportOrder order_of(const ImportCommand& command) {
  db::ImportOrder order{.paths = {},
                        .base_url = Utf8Text::sanitized(command.files.base_url).str(),
                        .hints = command.files.hints.mark(),
                        .owner = this_lease_owner()};
  for (const std::string& path : command.paths) {
    std::error_code ignored;
    order.paths.push_back(
        Utf8Text::sanitized(std::filesystem::weakly_canonical(path, ignored).string()));
  }
  return order;
}

CommandResult<ImportReport> feed_import(const ImportCommand& command, const Session& session,
                                        std::int64_t import, const StopOrder& order) {
  const auto rules = register_sources(session);
  if (!rules) return tl::unexpected(rules.error());
  auto archive = open_archive(session, SegmentUse::kOfTheDay);
  if (!archive) return tl::unexpected(archive.error());

  ImportLedger ledger;
  std::atomic<std::uint64_t> unstorable{0};
  StageSigns signs;
  Pipeline pipeline(std::move(*archive), session.database(), *rules, nullptr, signs,
                    [&](std::span<const PageNote> notes) {
                      log_failed_pages(notes);
                      unstorable += count_unstorable(notes);
                      ledger.settle(notes);
                    });
  // What is in the pipeline is written; nothing more is let in.
  const std::stop_callback take_no_more(order.stop(), [&] { pipeline.credits()->close(); });
  const std::stop_callback let_go(order.cut(), [&] { pipeline.cut(); });
  std::stop_source halt;
  const std::stop_callback at_stop(order.stop(), [&] { halt.request_stop(); });
  const std::stop_callback at_fault(pipeline.fault().raised(), [&] { halt.request_stop(); });
  ImportFeeder feeder(session, import, pipeline, ledger, command.files, halt.get_token());
  ImportShown shown(command.paths, ledger);
  feeder.tell_bytes([&](std::uint64_t bytes) { shown.update(bytes); });
  std::optional<CommandError> error;
  for (const std::string& path : command.paths) {
    const auto fed = feeder.feed(path);
    if (!fed) error = fed.error();
    if (error) break;
  }
  pipeline.entrance().close();
  pipeline.drain();
  if (const auto unsaved = feeder.save_progress(); unsaved && !error) error = unsaved;
  shown.finish();
  if (error && order.signal() != 0) {
    error->message = stopped_words(ledger.total().records, "records", kGoesOn);
  }
  if (const auto fault = pipeline.fault().error()) error = command_error(*fault);
  if (error) return tl::unexpected(*error);
  return ImportReport{feeder.files(),     feeder.unreadable_files(),
                      ledger.unsettled(), ledger.total(),
                      ledger.fresh(),     unstorable};
}

CommandResult<ImportReport> import_all(const ImportCommand& command, const Session& session,
                                       const StopOrder& order) {
  auto owner = ImportOwner::begin(session, order_of(command));
  if (!owner) return tl::unexpected(owner.error());
  auto imported = feed_import(command, session, owner->import(), order);
  const bool is_whole = imported && imported->unsettled == 0;
  owner->end(is_whole ? db::ImportEnd::kFinished : db::ImportEnd::kStopped);
  return imported;
}

int run_import(ImportCommand& command, const CommonOptions& common, StopOrder& order) {
  if (command.list) return list_imports(common);
  if (command.undo) return undo_import(*command.undo, common, order);
  auto hints = hints_of(command);
  if (!hints) return report({kUsage, hints.error().message});
  command.files.hints = std::move(*hints);
  if (!command.files.base_url.empty() && !Url::parse(command.files.base_url)) {
    return report({kUsage, fmt::format("--base-url '{}' is no URL{}", command.files.base_url,
                                       hint_for_url(command.files.base_url))});
  }
  // Before a database is made for nothing.
  for (const std::string& path : command.paths) {
    if (::access(path.c_str(), R_OK) != 0) {
      const std::string why = std::strerror(errno);
      return report(
          {kFailed, fmt::format("cannot read '{}': {}{}", path, why, hint_for_file(path))});
    }
  }
  const auto session = Session::open(common);
  if (!session) return report(session.error());
  if (const auto whole = check_rebuilt(*session); !whole) return report(whole.error());
  const auto imported = import_all(command, *session, order);
  if (!imported) return report(imported.error());
  print_import(*imported, common.json);
  tell_of_unstorable(imported->unstorable);
  const db::ImportProgress& total = imported->total;
  const bool all_went_in = imported->unreadable_files == 0 && imported->unsettled == 0 &&
                           total.damaged == 0 && total.rejected == 0;
  return all_went_in ? kDone : kFailed;
}

}  // namespace

void add_import_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("import", "Read pages out of files, folders and archives");
  auto options = std::make_shared<ImportCommand>();
  command->add_option(
      "PATH", options->paths,
      "WARC, ARC, tar, zip, 7z, tables (CSV), JSON, mail, HTML or text; folders of them");
  CLI::Option* list = command->add_flag("--list", options->list, "Say what was imported, and end");
  command->add_option("--undo", options->undo, "Take the import of that number back, and end")
      ->type_name("ID")
      ->excludes(list);
  command
      ->add_option("--base-url", options->files.base_url,
                   "URL that a folder or container of pages stands for")
      ->type_name("URL");
  command
      ->add_option(
          "--columns", options->columns,
          "What the columns of a table hold, in their order, when no row of names says so: "
          "id, date, reference, origin, classification, references, header, body, url, skip")
      ->type_name("NAME,…");
  command
      ->add_option("--map", options->keys,
                   "Which key of JSON holds what, as in text=cable_body,id=_id: text, html, "
                   "html_base64, url, id, date, origin, classification, header, content_type")
      ->type_name("VALUE=KEY,…");
  command->callback([options, &invocation] {
    const bool only_looks_back = options->list || options->undo;
    if (only_looks_back != options->paths.empty()) {
      throw CLI::RequiredError(only_looks_back ? "no PATH, with --list or --undo," : "PATH");
    }
    invocation.run = [options, &invocation] {
      return run_stoppable(StopRules{}, [&](StopOrder& order) {
        return run_import(*options, invocation.common, order);
      });
    };
  });
}

}  // namespace cabled::cli
