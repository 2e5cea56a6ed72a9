#include "daemon/cli/record_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "daemon/app/output.h"
#include "daemon/cli/word_hints.h"
#include "daemon/import/file_kind.h"
#include "daemon/store/segment_name.h"

namespace cabled::cli {
namespace {

namespace fs = std::filesystem;

bool holds_segments(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (is_segment_name(at->path().filename().string())) return true;
  }
  return false;
}

std::string hint_for_archive(const fs::path& state_dir, const std::error_code& why) {
  if (why == std::errc::permission_denied) return "--state-dir, or run as its owner";
  // Who names the archive itself means what it lies in.
  std::error_code none;
  const fs::path parent = fs::weakly_canonical(state_dir, none).parent_path();
  if (holds_segments(state_dir))
    return fmt::format("did you mean --state-dir {}?", parent.string());
  return "copy its files there first, or name its folder's parent with --state-dir";
}

CommandError no_archive(const fs::path& state_dir, const std::error_code& why) {
  return {kFailed, fmt::format("no archive at '{}': {}; hint: {}", (state_dir / "archive").string(),
                               why.message(), hint_for_archive(state_dir, why))};
}

}  // namespace

Result<WarcFile> open_named(const std::string& path, const std::string& archive) {
  auto file = WarcFile::open(path);
  if (!file) file.error().message += hint_for_file(path, archive);
  return file;
}

std::vector<std::string> those_that_open(const std::vector<std::string>& paths,
                                         const std::string& archive) {
  std::vector<std::string> good;
  for (const std::string& path : paths) {
    if (const auto file = open_named(path, archive)) {
      good.push_back(path);
    } else {
      report({kFailed, file.error().message});
    }
  }
  return good;
}

void tell_of_no_record(const std::string& path) {
  auto file = FileWindow::open(path);
  if (!file) return;
  if (file->size() == 0) {
    report({kFailed, fmt::format("'{}' is empty", path)});
    return;
  }
  const auto kind = kind_of_file(*file, {});
  if (!kind || *kind == FileKind::kWarc) return;
  report(
      {kFailed, fmt::format("'{}' does not begin as a WARC or ARC file does; hint: `cabled import "
                            "{}` takes other files and archives",
                            path, path)});
}

std::string why_left_out(const warc::ArchiveRecord& record, bool has_members) {
  if (!record.error.empty()) return record.error;
  return has_members && !record.has_own_member ? "not indexed: no gzip member of its own" : "";
}

std::string no_own_files(const std::string& folder) {
  return fmt::format(
      "'{}' has no file of cabled's; hint: `cabled import` takes WARC files of other "
      "programs",
      folder);
}

CommandResult<std::vector<std::string>> own_archive_files(const Config& config) {
  std::vector<std::string> files;
  std::error_code problem;
  const fs::path folder = config.state_dir / "archive";
  for (fs::directory_iterator at(folder, problem), end; !problem && at != end;
       at.increment(problem)) {
    if (is_segment_name(at->path().filename().string())) files.push_back(at->path().string());
  }
  if (problem) return tl::unexpected(no_archive(config.state_dir, problem));
  std::ranges::sort(files);
  return files;
}

}  // namespace cabled::cli
