#include "daemon/system/whole_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>

#include "daemon/system/file_descriptor.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

bool write_and_sync(const fs::path& file, std::string_view content) {
  const FileDescriptor fd(
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  return fd &&
         ::write(fd.get(), content.data(), content.size()) ==
             static_cast<ssize_t>(content.size()) &&
         ::fsync(fd.get()) == 0;
}

bool sync_folder(const fs::path& folder) {
  const FileDescriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return fd && ::fsync(fd.get()) == 0;
}

}  // namespace

Result<void> write_whole_file(const fs::path& file, std::string_view content) {
  const fs::path aside = file.string() + ".new";
  if (write_and_sync(aside, content)) {
    give_to_owner_of(file.parent_path(), aside);
    if (::rename(aside.c_str(), file.c_str()) == 0 && sync_folder(file.parent_path())) return {};
  }
  return fail(ErrorKind::kTransient, "cannot write '{}': {}", file.string(), std::strerror(errno));
}

std::string first_line_of(const fs::path& file) {
  std::string line;
  std::ifstream in(file);
  std::getline(in, line);
  return line;
}

void give_to_owner_of(const fs::path& folder, const fs::path& file) {
  struct stat status {};
  if (::geteuid() != 0 || ::stat(folder.c_str(), &status) != 0) return;
  // When it fails the file stays root's, and its next user is told that he may not open it.
  if (::lchown(file.c_str(), status.st_uid, status.st_gid) != 0) return;
}

}  // namespace cabled
