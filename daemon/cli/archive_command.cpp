#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/app/raw_pages_check.h"
#include "daemon/app/session.h"
#include "daemon/app/stoppable.h"
#include "daemon/app/watch.h"
#include "daemon/cli/command.h"
#include "daemon/cli/reading_progress.h"
#include "daemon/cli/record_files.h"
#include "daemon/json/cable_json.h"
#include "daemon/store/cdxj.h"
#include "daemon/store/segment_check.h"
#include "daemon/system/terminal.h"

namespace cabled::cli {
namespace {

namespace fs = std::filesystem;

// Between two records there is nothing to write down.
constexpr StopRules kReadingStops{.grace = std::chrono::milliseconds(700),
                                  .wind_up = std::chrono::milliseconds(300)};
constexpr std::string_view kBeginsAnew = "the same command begins anew";

int report_stop(const ReadingProgress& progress) {
  return report({kTryAgainLater, stopped_words(progress.records(), "records", kBeginsAnew)});
}

/// What the command works on.
struct ArchiveFiles {
  std::vector<std::string> paths;
  bool is_own = false;  ///< the whole archive of the state directory, not files that were named
  std::string folder;   ///< where one's own archive is, or would be
  std::string scratch_folder;
  bool has_database = false;                 ///< to compare one's own archive with
  std::optional<CommandError> problem = {};  ///< why there is no archive
};

/// The files named, or all segments of the state directory by name, which is by age. Needs neither
/// database nor a state directory of one's own.
CommandResult<ArchiveFiles> archive_files(const std::vector<std::string>& named,
                                          const CommonOptions& common) {
  const auto config = configure(common);
  if (!config) return tl::unexpected(config.error());
  std::error_code problem;
  const fs::path folder = config->state_dir / "archive";
  ArchiveFiles files{named, named.empty(), folder.string(), config->state_dir.string()};
  if (!fs::is_directory(config->state_dir, problem)) {
    files.scratch_folder = fs::temp_directory_path(problem).string();
  }
  if (!files.is_own) return files;
  // Of an archive without a database there is nothing to compare, and none is made for that.
  files.has_database = has_database(*config);
  auto own = own_archive_files(*config);
  if (own) {
    files.paths = std::move(*own);
  } else {
    files.problem = own.error();
  }
  return files;
}

std::string fault_text(const std::string& file, std::uint64_t offset, const std::string& reason) {
  return printable_line(fmt::format("{}: offset {}: {}", file, offset, reason));
}

Result<void> enter(const warc::ArchiveRecord& record, const std::string& name, LineSorter& index) {
  auto line = cdxj_line(record, name);
  return line ? index.add(std::move(*line)) : Result<void>();
}

/// Puts the captures of one file into the index. False when something of it is not in there, or
/// when it was stopped.
Result<bool> index_file(const std::string& path, const std::string& archive, LineSorter& index,
                        ReadingProgress& progress, const StopOrder& order) {
  auto file = open_named(path, archive);
  if (!file) {
    report({kFailed, file.error().message});
    return false;
  }
  const std::string name = fs::path(path).filename().string();
  const bool is_open = is_being_written(path);
  bool whole = true;
  bool has_record = false;
  while (true) {
    const auto record = file->next();
    if (!record) {
      report({kFailed, fault_text(path, file->offset(), record.error().message)});
      return false;
    }
    if (!*record) {
      if (!has_record && !is_open) tell_of_no_record(path);
      return whole && (has_record || is_open);
    }
    has_record = has_record || !(*record)->header.type.empty();
    progress.read_record(file->offset());
    if (order.signal() != 0) return false;
    const std::string reason = why_left_out(**record, file->gzip_members() > 0);
    // The end of a segment that is being written is no loss.
    const bool is_end = is_open && file->offset() >= file->size();
    if (reason.empty()) {
      if (auto entered = enter(**record, name, index); !entered) {
        return tl::unexpected(entered.error());
      }
    } else if (!is_end) {
      report({kFailed, fault_text(path, (*record)->offset, reason)});
      whole = false;
    }
  }
}

int run_index(const std::vector<std::string>& named, const CommonOptions& common,
              const StopOrder& order) {
  const auto files = archive_files(named, common);
  if (!files) return report(files.error());
  if (files->problem) return report(*files->problem);
  if (files->paths.empty()) complain(no_own_files(files->folder));
  LineSorter index(files->scratch_folder);
  bool whole = true;
  ReadingProgress progress(files->paths, live_progress_style());
  for (const std::string& path : files->paths) {
    const auto indexed = index_file(path, files->folder, index, progress, order);
    if (order.signal() != 0) return report_stop(progress);
    if (!indexed) return report(command_error(indexed.error()));
    whole = whole && *indexed;
    progress.end_file();
  }
  const auto sorted =
      index.finish([](std::string_view line) { output().text(std::string(line) + '\n'); });
  if (!sorted) return report(command_error(sorted.error()));
  return whole ? kDone : kFailed;
}

void print_fault(const Fault& fault, bool json) {
  if (json) {
    output().json(
        to_line({{"file", fault.file}, {"offset", fault.offset}, {"reason", fault.reason}}));
  } else {
    output().text(fault_text(fault.file, fault.offset, fault.reason) + '\n');
  }
}

void print_counts(const ArchiveCheck::Counts& counts, bool json) {
  if (json) {
    output().json(to_line({{"files", counts.files},
                           {"records", counts.records},
                           {"bytes", counts.bytes},
                           {"faults", counts.faults}}));
    return;
  }
  output().text(fmt::format("files: {}; records: {}; bytes: {}; faults: {}\n", counts.files,
                            counts.records, counts.bytes, counts.faults));
}

using Places = std::set<std::pair<std::string, std::uint64_t>>;

/// Compares the pages of the database with the archive; those that are lost are to be fetched anew.
class Comparison {
 public:
  Comparison(const CommonOptions& common, Places told) : common_(common), told_(std::move(told)) {}

  std::uint64_t faults() const noexcept { return faults_; }

  Result<void> run(const Session& session) {
    db::Connection connection = session.connect("verify");
    const std::string folder = session.archive_folder();
    const auto checked = check_raw_pages(connection, folder, 0, [&](const MissingPage& missing) {
      const ArchiveRef& where = missing.page.where;
      const std::string file = folder + '/' + where.segment;
      // A record that was told of already is no second fault.
      if (!told_.emplace(file, where.offset).second) return;
      ++faults_;
      print_fault(
          {file, where.offset, fmt::format("page {}: {}", missing.page.url, missing.reason)},
          common_.json);
    });
    if (!checked) return tl::unexpected(checked.error());
    if (checked->elsewhere > 0) {
      complain(fmt::format("{} pages lie in files of other machines", checked->elsewhere));
    }
    if (!checked->found.empty()) {
      Result<void> noted = db::transact(
          connection, [&](pqxx::work& tx) { db::note_found_pages(tx, checked->found); });
      if (!noted) return noted;
      complain(fmt::format("{} pages that were lost are there again", checked->found.size()));
    }
    if (checked->lost.empty()) return {};
    const auto due = db::transact(
        connection, [&](pqxx::work& tx) { return db::note_lost_pages(tx, checked->lost); });
    if (!due) return tl::unexpected(due.error());
    complain(fmt::format("{} pages are lost, of which {} will be fetched anew",
                         checked->lost.size(), *due));
    return {};
  }

 private:
  const CommonOptions& common_;
  Places told_;
  std::uint64_t faults_ = 0;
};

/// Checks the files by themselves, and what their revisits refer to where all files are there.
Result<void> check_files(ArchiveCheck& check, const ArchiveFiles& files, ReadingProgress& progress,
                         const StopOrder& order) {
  check.watch([&](const ArchiveCheck::Counts& counts) {
    progress.update(counts.records, counts.bytes);
    return order.signal() == 0;
  });
  for (const std::string& path : files.paths) {
    const std::uint64_t faults = check.counts().faults;
    auto checked = check.check(path);
    if (!checked || order.signal() != 0) return checked;
    if (!files.is_own && check.counts().faults > faults) tell_of_no_record(path);
  }
  // What files of others refer to may lie in files that were not named.
  return files.is_own ? check.check_revisits() : Result<void>();
}

struct Compared {
  std::uint64_t faults = 0;
  int code = kDone;
};

Compared compare(const CommonOptions& common, Places told) {
  static constexpr std::string_view kNot = "not compared with the database: ";
  const auto session = Session::open(common, Session::Missing::kIsAnError);
  if (!session) {
    return {0, report({session.error().code, std::string(kNot) + session.error().message})};
  }
  Comparison comparison(common, std::move(told));
  if (const Result<void> compared = comparison.run(*session); !compared) {
    CommandError error = command_error(compared.error());
    error.message.insert(0, kNot);
    return {comparison.faults(), report(error)};
  }
  return {comparison.faults(), kDone};
}

int run_verify(const std::vector<std::string>& named, const CommonOptions& common,
               const StopOrder& order) {
  auto files = archive_files(named, common);
  if (!files) return report(files.error());
  int code = files->problem ? report(*files->problem) : kDone;
  if (!files->is_own) files->paths = those_that_open(named, files->folder);
  if (!files->is_own && files->paths.size() < named.size()) code = kFailed;
  // A database tells what is lost even where the archive is gone altogether.
  if (code != kDone && files->paths.empty() && !files->has_database) return code;
  Places told;
  ArchiveCheck check(files->scratch_folder, [&](const Fault& fault) {
    told.emplace(fault.file, fault.offset);
    print_fault(fault, common.json);
  });
  ReadingProgress progress(files->paths, progress_style_beside_results());
  const auto checked = check_files(check, *files, progress, order);
  if (order.signal() != 0) return report_stop(progress);
  if (!checked) {
    return report(command_error(checked.error()));
  }
  ArchiveCheck::Counts counts = check.counts();
  if (files->has_database) {
    const Compared compared = compare(common, std::move(told));
    counts.faults += compared.faults;
    code = std::max(code, compared.code);
  }
  print_counts(counts, common.json);
  return counts.faults == 0 ? code : kFailed;
}

using RunOnFiles = int (*)(const std::vector<std::string>&, const CommonOptions&, const StopOrder&);

void add_files(CLI::App* command, Invocation& invocation, RunOnFiles run) {
  auto files = std::make_shared<std::vector<std::string>>();
  command->add_option("FILE", *files, "WARC or ARC files; without any, the daemon's own archive");
  command->callback([files, run, &invocation] {
    invocation.run = [files, run, &invocation] {
      return run_stoppable(kReadingStops,
                           [&](StopOrder& order) { return run(*files, invocation.common, order); });
    };
  });
}

}  // namespace

void add_archive_command(CLI::App& app, Invocation& invocation) {
  CLI::App* archive = app.add_subcommand("archive", "The archive of raw pages, or any WARC files");
  archive->require_subcommand(1);
  add_files(archive->add_subcommand("index", "Print a CDXJ index, for replay tools"), invocation,
            run_index);
  add_files(archive->add_subcommand("verify", "Check every record; tell what is damaged"),
            invocation, run_verify);
}

}  // namespace cabled::cli
