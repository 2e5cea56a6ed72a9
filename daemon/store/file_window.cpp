#include "daemon/store/file_window.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace cabled {
namespace {

constexpr std::size_t kWindowBlock = std::size_t{256} << 10U;

}  // namespace

Result<FileWindow> FileWindow::open(const std::string& path) {
  // Without O_NONBLOCK a named pipe would be waited for.
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) {
    return fail(ErrorKind::kInvalid, "cannot read '{}': {}", path,
                std::generic_category().message(errno));
  }
  return take(std::move(file), path);
}

Result<FileWindow> FileWindow::take(FileDescriptor file, const std::string& name) {
  struct stat status {};
  if (fstat(file.get(), &status) != 0) {
    return fail(ErrorKind::kInvalid, "cannot read '{}': {}", name,
                std::generic_category().message(errno));
  }
  if (!S_ISREG(status.st_mode)) return fail(ErrorKind::kInvalid, "'{}' is not a file", name);
  posix_fadvise(file.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
  return FileWindow(std::move(file), static_cast<std::uint64_t>(status.st_size));
}

Result<std::string_view> FileWindow::peek() {
  if (used_ == block_.size()) {
    if (auto filled = fill(offset()); !filled) return tl::unexpected(filled.error());
  }
  return std::string_view(block_).substr(used_);
}

void FileWindow::seek(std::uint64_t offset) noexcept {
  if (offset >= block_offset_ && offset <= block_offset_ + block_.size()) {
    used_ = static_cast<std::size_t>(offset - block_offset_);
    return;
  }
  block_.clear();
  block_offset_ = offset;
  used_ = 0;
}

Result<bool> FileWindow::seek_magic(std::string_view magic, std::uint64_t from) {
  seek(from);
  while (true) {
    if (auto filled = fill(offset()); !filled) return tl::unexpected(filled.error());
    const std::size_t at = block_.find(magic);
    if (at != std::string::npos) {
      consume(at);
      return true;
    }
    if (block_.size() < magic.size()) {
      consume(block_.size());
      return false;
    }
    consume(block_.size() - (magic.size() - 1));  // the magic may straddle two blocks
  }
}

Result<void> FileWindow::fill(std::uint64_t offset) {
  block_offset_ = offset;
  used_ = 0;
  block_.resize(kWindowBlock);
  ssize_t got = -1;
  do {
    got = pread(file_.get(), block_.data(), kWindowBlock, static_cast<off_t>(offset));
  } while (got < 0 && errno == EINTR);
  block_.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  if (got < 0) {
    return fail(ErrorKind::kTransient, "cannot read on: {}",
                std::generic_category().message(errno));
  }
  if (mark_ != nullptr) *mark_ = offset + block_.size();
  return {};
}

}  // namespace cabled
