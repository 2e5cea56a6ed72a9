#include "daemon/store/segment_writer.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

#include "daemon/store/day_segment.h"
#include "daemon/store/random_id.h"
#include "daemon/store/segment_file.h"
#include "daemon/store/segment_name.h"
#include "daemon/system/account.h"
#include "daemon/system/log.h"
#include "parsers/warc/warc_record.h"

namespace cabled {
namespace {

Result<void> sync_folder(const std::string& folder) {
  const FileDescriptor handle(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!handle || fsync(handle.get()) != 0)
    return tl::unexpected(segment_error("sync folder", folder));
  return {};
}

/// Takes the lock that says a segment is being written. Someone who repairs torn segments may have
/// taken it first, and sealed the file, between its making and now.
bool own(const FileDescriptor& file) {
  return flock(file.get(), LOCK_EX | LOCK_NB) == 0 && fchmod(file.get(), kOpenMode) == 0;
}

}  // namespace

SegmentWriter::SegmentWriter(SegmentOptions options) : options_(std::move(options)) {
  if (!options_.sync) options_.sync = [](int file) { return fdatasync(file); };
}

SegmentWriter::~SegmentWriter() {
  // A failure has nobody left to hear it; an unsealed segment is looked over at the next start.
  if (file_) static_cast<void>(close());
}

Result<void> SegmentWriter::prepare() {
  if (file_ && is_due_for_rotation()) {
    // A failure here voids earlier records of the group, which sync() will report.
    if (auto flushed = flush(); !flushed) return flushed;
    if (auto sealed = seal(); !sealed) return sealed;
  }
  if (!file_) return open_segment();
  return {};
}

Result<ArchiveRef> SegmentWriter::append(std::string_view leading, std::string_view record,
                                         Packing packing) {
  if (!file_) {
    if (auto opened = open_segment(); !opened) return tl::unexpected(opened.error());
  }
  // What leads is a request of a few hundred bytes: packing it costs 8 µs and saves 300 bytes.
  std::string bytes;
  if (!leading.empty()) bytes = packer_.pack(leading, Packing::kStored);
  ArchiveRef ref{segment_, size_ + bytes.size(), 0};
  const std::string member = packer_.pack(record, packing);
  ref.length = member.size();
  bytes += member;
  if (auto written = write_whole(bytes); !written) return tl::unexpected(written.error());
  return ref;
}

Result<void> SegmentWriter::sync() {
  static_cast<void>(flush());
  if (lost_) return tl::unexpected(*std::exchange(lost_, std::nullopt));
  return {};
}

Result<void> SegmentWriter::close() {
  auto synced = sync();
  if (!synced || !file_) return synced;
  return seal();
}

/// Brings the open segment to disk; on failure the records since the last time are void.
Result<void> SegmentWriter::flush() {
  if (!file_ || synced_size_ == size_) return {};
  if (options_.sync(file_.get()) != 0) {
    lost_ = segment_error("sync", segment_);
    // Once fdatasync has failed the kernel may drop the pages and call the next one a success, so
    // nothing since the last good one can be trusted, nor can this file.
    if (ftruncate(file_.get(), static_cast<off_t>(synced_size_)) != 0) {
      log::warn("segment not cut back", {{"segment", segment_}});
    }
    size_ = synced_size_;
    take_back_if_empty();
    abandon();
    return tl::unexpected(*lost_);
  }
  synced_size_ = size_;
  return {};
}

Result<void> SegmentWriter::seal() {
  Result<void> sealed;
  if (fchmod(file_.get(), kSealedMode) != 0)
    sealed = tl::unexpected(segment_error("seal", segment_));
  take_back_if_empty();
  abandon();
  return sealed;
}

Result<void> SegmentWriter::open_segment() {
  opened_at_ = options_.now();
  if (!reopen_file()) {
    if (auto created = create_file(); !created) return created;
  }
  std::vector<std::pair<std::string_view, std::string_view>> fields{
      {"software", "cabled/" CABLED_VERSION},
      {"format", "WARC File Format 1.1"},
      {"conformsTo",
       "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"}};
  fields.insert(fields.end(), options_.about.begin(), options_.about.end());
  const std::string info =
      warc::build_warcinfo({new_record_id(), warc_date(opened_at_)}, segment_, fields);
  Result<void> begun = write_whole(packer_.pack(info, Packing::kDeflated));
  first_record_ = size_;
  if (begun) begun = flush();
  if (begun) begun = sync_folder(options_.folder);
  // Empty segments would pile up while the disk is full.
  if (!begun && file_) take_back_if_empty();
  if (!begun) abandon();
  return begun;
}

bool SegmentWriter::reopen_file() {
  if (options_.use == SegmentUse::kOwn) return false;
  auto segment = reopen_day_segment(options_.folder, opened_at_, options_.rotate_bytes);
  if (!segment) return false;
  lock_ = std::move(segment->lock);
  file_ = std::move(segment->file);
  segment_ = std::move(segment->name);
  begin_ = first_record_ = size_ = synced_size_ = segment->size;
  return true;
}

Result<void> SegmentWriter::create_file() {
  static constexpr int kTries = 100;
  for (int i = 0; i < kTries; ++i) {
    const unsigned number = ++number_ % 10000;
    std::string name = options_.use == SegmentUse::kOwn ? segment_name(opened_at_, number)
                                                        : day_segment_name(opened_at_, number);
    const std::string path = path_of(name);
    FileDescriptor file(
        open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kOpenMode));
    if (!file && errno == EEXIST) continue;
    if (!file) return tl::unexpected(segment_error("create segment", path));
    give_to_owner_of(options_.folder, file.get());
    if (!own(file)) continue;
    file_ = std::move(file);
    segment_ = std::move(name);
    begin_ = first_record_ = size_ = synced_size_ = 0;
    return {};
  }
  return fail(ErrorKind::kTransient, "no free segment name in '{}'", options_.folder);
}

Result<void> SegmentWriter::write_whole(std::string_view bytes) {
  std::uint64_t end = size_;
  while (!bytes.empty()) {
    const ssize_t written =
        pwrite(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(end));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      if (written == 0) errno = EIO;
      const auto failure = tl::unexpected(segment_error("write", segment_));
      // The torn record goes. If even that fails, the file is left for the repair at the next
      // start.
      if (ftruncate(file_.get(), static_cast<off_t>(size_)) != 0) {
        if (synced_size_ != size_) lost_ = failure.value();
        abandon();
      }
      return failure;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
    end += static_cast<std::uint64_t>(written);
  }
  size_ = end;
  return {};
}

bool SegmentWriter::is_due_for_rotation() const {
  return size_ >= options_.rotate_bytes || options_.now() - opened_at_ >= options_.rotate_age;
}

std::string SegmentWriter::path_of(const std::string& name) const {
  return options_.folder + '/' + name;
}

// They would pile up, one a second, while a disk takes the beginning of a segment and no more.
void SegmentWriter::take_back_if_empty() const noexcept {
  if (size_ > first_record_) return;
  if (begin_ == 0) {
    static_cast<void>(unlink(path_of(segment_).c_str()));
  } else if (ftruncate(file_.get(), static_cast<off_t>(begin_)) != 0) {
    log::warn("segment not cut back", {{"segment", segment_}});
  }
}

void SegmentWriter::abandon() noexcept {
  file_.reset();
  lock_.reset();
  segment_.clear();
}

}  // namespace cabled
