#include <atomic>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "daemon/archive/page_files.h"
#include "daemon/cli/command.h"
#include "daemon/cli/session.h"
#include "daemon/json/cable_json.h"
#include "daemon/pipeline/pipeline.h"
#include "daemon/pipeline/rfc3339.h"
#include "daemon/system/log.h"
#include "db/capture_store.h"

namespace cabled::cli {
namespace {

namespace fs = std::filesystem;

// Pages looked up in the database at a time before they go in.
constexpr std::size_t kLookupPages = 64;

struct ImportCommand {
  std::vector<std::string> paths;
  PageFileOptions files;
};

/// What became of the files: files = new + renditions + known + not_a_cable + failed + unchanged.
struct ImportTally {
  std::atomic<std::size_t> files{0};
  std::atomic<std::size_t> unchanged{0};  ///< imported before
  std::atomic<std::size_t> new_cables{0};
  std::atomic<std::size_t> new_renditions{0};
  std::atomic<std::size_t> known{0};
  std::atomic<std::size_t> not_a_cable{0};
  std::atomic<std::size_t> failed{0};

  void count(std::span<const PageNote> notes) {
    for (const PageNote& note : notes) {
      if (note.verdict == db::Verdict::kRefused) {
        ++not_a_cable;
      } else if (note.verdict == db::Verdict::kFailed) {
        ++failed;
        log::warn("page failed",
                  {{"url", note.url}, {"reason", note.reason}, {"detail", note.detail}});
      } else if (note.stored == db::Stored::kNewCable) {
        ++new_cables;
      } else if (note.stored == db::Stored::kNewRendition) {
        ++new_renditions;
      } else {
        ++known;
      }
    }
  }
};

/// Reads files and lets into the pipeline what is not known yet.
class FileFeeder {
 public:
  FileFeeder(const Session& session, Pipeline& pipeline, ImportTally& tally)
      : connection_(session.connect("import")),
        limit_(session.config().fetch.max_body.count),
        pipeline_(pipeline),
        tally_(tally) {}

  CommandResult<void> feed(const fs::path& root, const PageFileOptions& options) {
    std::optional<CommandError> error;
    const Result<void> walked = walk_page_files(root, [&](const fs::path& path) {
      take(path, root, options);
      if (held_.size() >= kLookupPages) error = flush();
      return !error;
    });
    if (!walked) return tl::unexpected(command_error(walked.error()));
    if (!error) error = flush();
    if (error) return tl::unexpected(*error);
    return {};
  }

 private:
  void take(const fs::path& path, const fs::path& root, const PageFileOptions& options) {
    ++tally_.files;
    Result<std::string> bytes = read_page_file(path, limit_);
    if (!bytes) {
      ++tally_.failed;
      log::warn("file unreadable", {{"error", bytes.error().message}});
      return;
    }
    PageJob job;
    job.url = Utf8Text::sanitized(page_file_url(path, root, *bytes, options)).str();
    job.payload = Digest::of(*bytes);
    job.at = now_utc();
    job.content = ImportedPage{std::move(*bytes), "", 200};
    held_.push_back(std::move(job));
  }

  std::optional<CommandError> flush() {
    if (held_.empty()) return std::nullopt;
    std::vector<db::PayloadKey> keys;
    for (const PageJob& job : held_) keys.push_back({job.url, *job.payload});
    const auto known =
        db::transact(connection_, [&](pqxx::work& tx) { return db::known_payloads(tx, keys); });
    if (!known) return command_error(known.error());
    for (std::size_t i = 0; i < held_.size(); ++i) {
      if ((*known)[i]) {
        ++tally_.unchanged;
        continue;
      }
      auto credit =
          pipeline_.credits()->take(std::get<ImportedPage>(held_[i].content).bytes.size());
      if (!credit) return CommandError{kTryAgainLater, "import stopped"};
      held_[i].credit = std::move(*credit);
      pipeline_.entrance().push(std::move(held_[i]));
    }
    held_.clear();
    return std::nullopt;
  }

  db::Connection connection_;
  std::uint64_t limit_;
  Pipeline& pipeline_;
  ImportTally& tally_;
  std::vector<PageJob> held_;
};

void print_tally(const ImportTally& tally, bool json) {
  if (json) {
    std::cout << to_line({{"files", tally.files.load()},
                          {"new_cables", tally.new_cables.load()},
                          {"new_renditions", tally.new_renditions.load()},
                          {"known", tally.known.load()},
                          {"unchanged", tally.unchanged.load()},
                          {"not_a_cable", tally.not_a_cable.load()},
                          {"failed", tally.failed.load()}})
              << '\n';
    return;
  }
  std::cout << fmt::format(
      "files: {} = {} new cables + {} new renditions + {} known + {} unchanged + {} not a cable + "
      "{} "
      "failed\n",
      tally.files.load(), tally.new_cables.load(), tally.new_renditions.load(), tally.known.load(),
      tally.unchanged.load(), tally.not_a_cable.load(), tally.failed.load());
}

int run_import(const ImportCommand& command, const CommonOptions& common) {
  const auto session = Session::open(common);
  if (!session) return report(session.error());
  const auto rules = session->make_rules();
  if (!rules) return report(rules.error());
  auto archive = session->open_archive();
  if (!archive) return report(archive.error());

  ImportTally tally;
  std::optional<CommandError> error;
  {
    Pipeline pipeline(std::move(*archive), session->database(), *rules, nullptr,
                      [&](std::span<const PageNote> notes) { tally.count(notes); });
    FileFeeder feeder(*session, pipeline, tally);
    for (const std::string& path : command.paths) {
      const auto fed = feeder.feed(path, command.files);
      if (!fed) error = fed.error();
      if (error) break;
    }
    pipeline.entrance().close();
    pipeline.drain();
  }
  print_tally(tally, common.json);
  if (error) return report(*error);
  return tally.failed == 0 ? kDone : kFailed;
}

}  // namespace

void add_import_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("import", "Read pages from files and folders into the database");
  auto options = std::make_shared<ImportCommand>();
  command->add_option("PATH", options->paths, "HTML or text files, or folders of them")->required();
  command->add_option("--base-url", options->files.base_url, "URL that the first folder stands for")
      ->type_name("URL");
  command->callback([options, &invocation] {
    invocation.run = [options, &invocation] { return run_import(*options, invocation.common); };
  });
}

}  // namespace cabled::cli
