#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "daemon/import/archive_item.h"
#include "daemon/import/file_kind.h"
#include "daemon/import/stream_input.h"
#include "daemon/import/zip_input.h"
#include "daemon/store/file_window.h"
#include "parsers/model/error.h"

struct archive;
struct archive_entry;

namespace cabled {

/// A member of a container: its name is for messages and URLs and is never used as a path.
struct ContainerMember {
  std::string name;
  std::string skipped;  ///< why it has no bytes to read: a link, a device; "" for a file
  std::string damage;   ///< why it cannot be read; "" when nothing is known against it
};

/// How much the containers of one file may still bring forth.
struct OpenedBytes {
  std::uint64_t file = 1;  ///< size of the file itself
  std::uint64_t out = 0;   ///< so far, of all of them together
};

/// A zip, 7z, tar or compressed file, read member by member as a stream: nothing is unpacked.
/// Members come in the order of the container. Not for use by two threads at once.
class ContainerFile {
 public:
  /// `file` must outlive the container.
  static Result<ContainerFile> open(FileWindow& file, FileKind kind, const ArchiveLimits& limits,
                                    OpenedBytes& opened);

  /// The next member, folders passed over; nothing at the end. Error: no more can be read.
  Result<std::optional<ContainerMember>> next();

  /// Appends up to `most` more bytes of the member to `out`; how many there were, 0 at its end.
  /// Error: the member is damaged, or a cap is reached.
  Result<std::size_t> read(std::string& out, std::size_t most);

  /// True once a cap was hit: the container is a bomb, no other member is looked at.
  bool is_bomb() const noexcept { return is_bomb_; }

  /// True while no member or folder has been seen.
  bool is_empty() const noexcept { return is_empty_; }

  /// True for a zip whose end is cut off: it is read by the heads of its members.
  bool lacks_directory() const noexcept { return zip_ && !zip_->has_directory(); }

  /// True at the end of a gzip file that goes on with something else.
  bool has_foreign_tail() const noexcept { return gzip() != nullptr && gzip()->has_foreign_tail(); }

 private:
  struct Release {
    void operator()(archive* handle) const noexcept;
  };
  ContainerFile(archive* handle, const ArchiveLimits& limits, OpenedBytes& opened)
      : handle_(handle), limits_(&limits), opened_(&opened) {}
  int open_file(FileWindow& file, FileKind kind);
  std::string why() const;
  Result<void> read_to_end();
  Result<void> charge(std::size_t bytes);

  GzipInput* gzip() const noexcept { return stream_ ? stream_->gzip() : nullptr; }

  // What handle_ reads from, one of the two; a 7z it reads itself.
  std::unique_ptr<StreamInput> stream_;
  std::unique_ptr<ZipInput> zip_;
  std::unique_ptr<archive, Release> handle_;
  const ArchiveLimits* limits_;
  OpenedBytes* opened_;
  std::uint64_t own_out_ = 0;
  unsigned bad_headers_ = 0;
  bool is_bomb_ = false;
  bool is_empty_ = true;
  bool in_foreign_bytes_ = false;
};

}  // namespace cabled
