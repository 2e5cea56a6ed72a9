#include "daemon/import/container_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

#include <algorithm>
#include <new>
#include <utility>

namespace cabled {
namespace {

constexpr std::size_t kReadBlock = std::size_t{64} << 10U;
// A container whose headers are bad again and again is noise that happens to look like one.
constexpr unsigned kMostBadHeaders = 100;

std::string reason_of(archive* handle) {
  const char* text = archive_error_string(handle);
  return text != nullptr ? text : "unknown damage";
}

// libarchive's ways of asking for more bytes.

la_ssize_t read_stream(archive* handle, void* stream, const void** bytes) {
  auto* input = static_cast<StreamInput*>(stream);
  const std::string_view more = input->read(handle);
  *bytes = more.data();
  return input->is_bomb() ? la_ssize_t{ARCHIVE_FATAL} : static_cast<la_ssize_t>(more.size());
}

la_ssize_t read_zip(archive* /*handle*/, void* zip, const void** bytes) {
  const std::string_view more = static_cast<ZipInput*>(zip)->read();
  *bytes = more.data();
  return static_cast<la_ssize_t>(more.size());
}

la_int64_t seek_zip(archive* /*handle*/, void* zip, la_int64_t offset, int from) {
  return static_cast<ZipInput*>(zip)->seek(offset, from);
}

void support_streams(archive* handle) {
  archive_read_support_filter_bzip2(handle);
  archive_read_support_filter_xz(handle);
  archive_read_support_filter_zstd(handle);
  archive_read_support_filter_lz4(handle);
  archive_read_support_format_tar(handle);
  archive_read_support_format_raw(handle);
  // Tars are put behind each other with cat, and tar -A leaves the zeros in between too.
  archive_read_set_format_option(handle, "tar", "read_concatenated_archives", "1");
}

std::string name_of(archive_entry* entry) {
  const char* name = archive_entry_pathname_utf8(entry);
  if (name == nullptr) name = archive_entry_pathname(entry);
  return name != nullptr ? name : "";
}

std::string why_skipped(archive_entry* entry) {
  if (archive_entry_hardlink(entry) != nullptr) return "a link";
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
    case 0:  // a format without types holds files alone
      return "";
    case AE_IFLNK:
      return "a link";
    default:
      return "a device or other special file";
  }
}

ContainerMember damaged_member(std::string why) {
  ContainerMember member;
  member.damage = std::move(why);
  return member;
}

ContainerMember member_of(archive_entry* entry) {
  ContainerMember member;
  member.name = name_of(entry);
  member.skipped = why_skipped(entry);
  if (archive_entry_is_encrypted(entry) != 0) member.damage = "encrypted";
  return member;
}

}  // namespace

void ContainerFile::Release::operator()(archive* handle) const noexcept {
  archive_read_free(handle);
}

Result<ContainerFile> ContainerFile::open(FileWindow& file, FileKind kind,
                                          const ArchiveLimits& limits, OpenedBytes& opened) {
  archive* handle = archive_read_new();
  if (handle == nullptr) throw std::bad_alloc();
  ContainerFile container(handle, limits, opened);
  if (container.open_file(file, kind) != ARCHIVE_OK) {
    return fail(ErrorKind::kInvalid, "cannot be opened: {}", container.why());
  }
  return container;
}

int ContainerFile::open_file(FileWindow& file, FileKind kind) {
  if (kind == FileKind::kSevenZip) {
    archive_read_support_format_7zip(handle_.get());
    if (lseek(file.descriptor(), 0, SEEK_SET) != 0) return ARCHIVE_FATAL;
    return archive_read_open_fd(handle_.get(), file.descriptor(), kReadBlock);
  }
  if (kind == FileKind::kZip) {
    zip_ = std::make_unique<ZipInput>(file.descriptor(), file.size());
    // By its directory alone: the other way of reading it may tell another story. What lacks one
    // has no other way.
    if (zip_->has_directory()) {
      archive_read_support_format_zip_seekable(handle_.get());
      archive_read_set_seek_callback(handle_.get(), seek_zip);
    } else {
      archive_read_support_format_zip_streamable(handle_.get());
    }
    return archive_read_open(handle_.get(), zip_.get(), nullptr, read_zip, nullptr);
  }
  support_streams(handle_.get());
  stream_ = std::make_unique<StreamInput>(file, *limits_);
  return archive_read_open(handle_.get(), stream_.get(), nullptr, read_stream, nullptr);
}

Result<std::optional<ContainerMember>> ContainerFile::next() {
  while (true) {
    archive_entry* entry = nullptr;
    const int state = archive_read_next_header(handle_.get(), &entry);
    if (state == ARCHIVE_EOF) {
      if (auto read = read_to_end(); !read) return tl::unexpected(read.error());
      return std::nullopt;
    }
    // In a tar each block that is no header comes so; a run of them is one damage.
    if (state == ARCHIVE_RETRY) {
      if (std::exchange(in_foreign_bytes_, true)) continue;
      is_empty_ = false;
      return damaged_member("bytes that are no tar, behind a member or the tar's end");
    }
    // Where they end within a block, nothing else is to be said of them.
    const bool was_foreign = std::exchange(in_foreign_bytes_, false);
    if (was_foreign && state == ARCHIVE_FATAL && !stream_->is_bomb()) return std::nullopt;
    if (state == ARCHIVE_FATAL || (state < ARCHIVE_WARN && ++bad_headers_ > kMostBadHeaders)) {
      is_bomb_ = is_bomb_ || (stream_ && stream_->is_bomb());
      return fail(ErrorKind::kInvalid, "cannot be read on: {}", why());
    }
    is_empty_ = false;
    if (state < ARCHIVE_WARN) return damaged_member(reason_of(handle_.get()));
    if (archive_entry_filetype(entry) != AE_IFDIR) return member_of(entry);
  }
}

Result<std::size_t> ContainerFile::read(std::string& out, std::size_t most) {
  const std::size_t before = out.size();
  out.resize(before + std::min(most, kReadBlock));
  const la_ssize_t got = archive_read_data(handle_.get(), out.data() + before, out.size() - before);
  out.resize(before + static_cast<std::size_t>(std::max<la_ssize_t>(got, 0)));
  const bool ends_damaged = got == 0 && gzip() != nullptr && !gzip()->damage().empty() &&
                            archive_format(handle_.get()) == ARCHIVE_FORMAT_RAW;
  if (got < 0 || ends_damaged) return fail(ErrorKind::kInvalid, "{}", why());
  if (auto allowed = charge(static_cast<std::size_t>(got)); !allowed) {
    return tl::unexpected(allowed.error());
  }
  return static_cast<std::size_t>(got);
}

/// What is known against the container: of the gzip around it before what follows from that.
std::string ContainerFile::why() const {
  return gzip() != nullptr && !gzip()->damage().empty() ? gzip()->damage()
                                                        : reason_of(handle_.get());
}

/// A tar ends before its gzip member does, whose check sum is still to be looked at.
Result<void> ContainerFile::read_to_end() {
  if (gzip() == nullptr) return {};
  for (std::string_view more = gzip()->read(); !more.empty(); more = gzip()->read()) {
    if (auto allowed = charge(more.size()); !allowed) return allowed;
  }
  if (gzip()->damage().empty() || archive_format(handle_.get()) == ARCHIVE_FORMAT_RAW) return {};
  return fail(ErrorKind::kInvalid, "cannot be read on: {}", why());
}

Result<void> ContainerFile::charge(std::size_t bytes) {
  own_out_ += bytes;
  opened_->out += bytes;
  const std::uint64_t in = gzip() != nullptr ? gzip()->used()
                                             : static_cast<std::uint64_t>(std::max<la_int64_t>(
                                                   archive_filter_bytes(handle_.get(), -1), 1));
  if (opened_->out > limits_->max_total) {
    is_bomb_ = true;
    return fail(ErrorKind::kRefused, "holds more than {} bytes when it is opened",
                limits_->max_total);
  }
  // Of the whole file too: many small bombs in each other are one.
  const auto grows = [&](std::uint64_t out, std::uint64_t from) {
    return out > ArchiveLimits::kFreeBytes && out / from > limits_->max_ratio;
  };
  if (grows(own_out_, in) || grows(opened_->out, opened_->file)) {
    is_bomb_ = true;
    return fail(ErrorKind::kRefused, "grows to more than {} times its size", limits_->max_ratio);
  }
  return {};
}

}  // namespace cabled
