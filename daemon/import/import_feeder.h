#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "daemon/app/session.h"
#include "daemon/import/archive_item.h"
#include "daemon/import/file_kind.h"
#include "daemon/import/import_ledger.h"
#include "daemon/import/page_files.h"
#include "daemon/pipeline/pipeline.h"

namespace cabled {

/// Reads files and archives and lets into the pipeline what is not known yet, until `stop`. One
/// thread.
class ImportFeeder {
 public:
  /// `import`: whose pages they are.
  ImportFeeder(const Session& session, std::int64_t import, Pipeline& pipeline,
               ImportLedger& ledger, PageFileOptions options, std::stop_token stop);

  /// All files at or below `root`.
  CommandResult<void> feed(const std::filesystem::path& root);
  /// Stores how far the import has come; for the end too, when all is written.
  std::optional<CommandError> save_progress();

  std::uint64_t files() const noexcept { return files_; }
  /// Is called now and then with how many bytes of the files have been read.
  void tell_bytes(std::function<void(std::uint64_t)> told) { told_bytes_ = std::move(told); }

  std::uint64_t unreadable_files() const noexcept { return unreadable_files_; }

 private:
  bool take_file(const std::filesystem::path& path, const std::filesystem::path& root);
  bool take_loose_page(const std::filesystem::path& path, const std::filesystem::path& root);
  bool take_archive(const std::filesystem::path& path, FileWindow file, FileKind kind);
  bool take_item(ArchiveItem item);
  bool hold(ArchiveItem item);
  bool flush();
  bool admit(FetchedPage page);
  bool note_unreadable(const Error& error);
  bool fail_with(const Error& error);
  bool open_loose_account();

  bool is_stopped();
  template <typename Work>
  auto patiently(Work work);

  db::Connection connection_;
  std::stop_token stop_;
  ArchiveLimits limits_;
  PageFileOptions options_;
  Pipeline& pipeline_;
  ImportLedger& ledger_;
  std::int64_t import_;
  std::int64_t archive_ = 0;  ///< the row of what is open
  std::vector<FetchedPage> held_;
  std::uint64_t held_bytes_ = 0;
  std::uint64_t files_ = 0;
  std::uint64_t unreadable_files_ = 0;
  std::uint64_t bytes_before_ = 0;  ///< of the files before the one that is read
  std::uint64_t read_ = 0;          ///< of that one
  std::function<void(std::uint64_t)> told_bytes_;
  std::uint64_t to_pass_over_ = 0;  ///< items of the open archive that are settled already
  bool loose_is_open_ = false;
  std::chrono::steady_clock::time_point saved_at_;
  std::optional<CommandError> error_;
};

}  // namespace cabled
