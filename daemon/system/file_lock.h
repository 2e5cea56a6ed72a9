#pragma once

#include <chrono>
#include <filesystem>

#include "daemon/system/file_descriptor.h"
#include "parsers/model/error.h"

namespace cabled {

/// An advisory lock on a file (flock), which the kernel drops when the holder dies in any way.
/// Taken twice in one process it excludes itself, as between processes.
class FileLock {
 public:
  enum class Mode { kShared, kExclusive };

  /// Waits at most `patience`; kTransient when others hold it longer.
  static Result<FileLock> acquire(const std::filesystem::path& file, Mode mode,
                                  std::chrono::milliseconds patience);

  /// Tries to turn a shared lock into an exclusive one at once; when it fails the shared one may
  /// be lost as well, so callers serialise this by another lock.
  bool try_make_exclusive() noexcept;

  /// Whether nobody else holds a lock that is shared here; it is shared afterwards as before.
  /// Callers serialise this by another lock, too.
  bool is_held_by_us_alone() noexcept;

  /// The open file: a child that inherits it holds the lock too, as long as it lives.
  int descriptor() const noexcept { return file_.get(); }

 private:
  explicit FileLock(FileDescriptor file) : file_(std::move(file)) {}

  FileDescriptor file_;
};

}  // namespace cabled
