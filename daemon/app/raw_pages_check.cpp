#include "daemon/app/raw_pages_check.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "daemon/store/retention.h"
#include "daemon/store/segment_name.h"
#include "daemon/store/segment_reader.h"

namespace cabled {
namespace {

constexpr int kGroup = 500;

/// The archive of this machine.
class Folder {
 public:
  static Result<Folder> look(const std::string& path) {
    std::error_code error;
    const bool is_there = std::filesystem::exists(path, error);
    if (error) return fail(ErrorKind::kTransient, "'{}': {}", path, error.message());
    const auto segments = is_there ? list_segments(path)
                                   : Result<std::vector<SegmentInfo>>(std::vector<SegmentInfo>());
    if (!segments) return tl::unexpected(segments.error());
    Folder folder(path);
    for (const SegmentInfo& segment : *segments) {
      folder.names_.insert(segment.name);
      folder.hosts_.emplace(host_of_segment(segment.name));
    }
    folder.hosts_.emplace(host_of_segment(segment_name({}, 0)));
    return folder;
  }

  bool is_of_another_machine(const std::string& segment) const {
    return !names_.contains(segment) && is_segment_name(segment) &&
           !hosts_.contains(std::string(host_of_segment(segment)));
  }

  bool misses(const std::string& segment) const {
    return !names_.contains(segment) && !is_of_another_machine(segment);
  }

  /// What is wrong with a page's bytes; nothing when they are there. kTransient: they may be there.
  std::optional<Error> fault_of(const db::RawPage& page) const {
    // A file may have been begun since the folder was listed.
    if (!names_.contains(page.where.segment)) {
      std::error_code error;
      const bool is_new = std::filesystem::exists(path_ + '/' + page.where.segment, error);
      if (error) return Error{ErrorKind::kTransient, error.message()};
      if (!is_new) return Error{ErrorKind::kInvalid, "its file is missing"};
    }
    const Result<StoredRecord> record = reader_.read(page.where);
    if (!record) return record.error();
    if (record->type == "revisit" || Digest::of(record->body) != page.payload) {
      return Error{ErrorKind::kInvalid, "another payload lies there"};
    }
    return std::nullopt;
  }

 private:
  explicit Folder(const std::string& path) : path_(path), reader_(path) {}

  std::string path_;
  std::set<std::string> names_;
  std::set<std::string> hosts_;
  SegmentReader reader_;
};

}  // namespace

Result<RawPagesReport> check_raw_pages(db::Connection& connection, const std::string& folder,
                                       std::int64_t sample,
                                       const std::function<void(const MissingPage&)>& tell) {
  const Result<Folder> archive = Folder::look(folder);
  if (!archive) return tl::unexpected(archive.error());
  const auto captures =
      db::transact(connection, [](pqxx::work& tx) { return db::count_captures(tx); });
  if (!captures) return tl::unexpected(captures.error());
  const int step =
      sample == 0 ? 1 : static_cast<int>(std::max<std::int64_t>(*captures / sample, 1));
  RawPagesReport report;
  std::int64_t last = 0;
  while (true) {
    const auto pages = db::transact(
        connection, [&](pqxx::work& tx) { return db::raw_pages_after(tx, last, step, kGroup); });
    if (!pages) return tl::unexpected(pages.error());
    if (pages->empty()) return report;
    last = pages->back().capture_id;
    for (const db::RawPage& page : *pages) {
      ++report.looked_at;
      if (archive->is_of_another_machine(page.where.segment)) {
        ++report.elsewhere;
        continue;
      }
      const std::optional<Error> fault = archive->fault_of(page);
      if (!fault) {
        if (page.is_lost) report.found.push_back(page.capture_id);
        continue;
      }
      if (fault->kind != ErrorKind::kTransient && !page.is_lost) report.lost.push_back(page);
      tell({page, fault->message});
    }
  }
}

Result<MissingSegments> missing_segments(const std::string& folder,
                                         const std::map<std::string, std::int64_t>& captures_of) {
  const Result<Folder> archive = Folder::look(folder);
  if (!archive) return tl::unexpected(archive.error());
  MissingSegments missing;
  for (const auto& [segment, captures] : captures_of) {
    if (!archive->misses(segment)) continue;
    ++missing.segments;
    missing.captures += captures;
  }
  return missing;
}

}  // namespace cabled
