#include "daemon/store/scratch_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace cabled {

Result<FileDescriptor> make_scratch_file(const std::string& folder) {
  FileDescriptor file(open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (file) return file;
  // Some file systems have no nameless files.
  std::string path = folder + "/scratch-XXXXXX";
  file = FileDescriptor(mkostemp(path.data(), O_CLOEXEC));
  if (!file) {
    return fail(ErrorKind::kTransient, "cannot make a scratch file in '{}': {}", folder,
                std::generic_category().message(errno));
  }
  unlink(path.c_str());
  return file;
}

Result<void> write_scratch(const FileDescriptor& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(file.get(), bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) {
      return fail(ErrorKind::kTransient, "cannot write scratch file: {}",
                  std::generic_category().message(errno));
    }
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return {};
}

}  // namespace cabled
