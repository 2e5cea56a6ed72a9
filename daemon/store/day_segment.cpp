#include "daemon/store/day_segment.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "daemon/store/segment_file.h"
#include "daemon/store/segment_name.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

std::optional<std::uint64_t> size_if_sealed(const FileDescriptor& file) {
  struct stat status {};
  if (!file || fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  if ((status.st_mode & S_IWUSR) != 0) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
}

std::optional<ReopenedSegment> reopen(const std::string& folder, std::string name,
                                      std::uint64_t full) {
  const std::string path = folder + '/' + name;
  FileDescriptor lock(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  // Before the lock too: one that is new has none for a moment, and its writer wants it.
  if (!size_if_sealed(lock) || flock(lock.get(), LOCK_EX | LOCK_NB) != 0) return std::nullopt;
  const auto size = size_if_sealed(lock);
  // Another account's cannot be changed, and is left to it.
  if (!size || *size >= full || fchmod(lock.get(), kOpenMode) != 0) return std::nullopt;
  FileDescriptor file(open(path.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!file) {
    static_cast<void>(fchmod(lock.get(), kSealedMode));
    return std::nullopt;
  }
  return ReopenedSegment{std::move(name), std::move(lock), std::move(file), *size};
}

}  // namespace

std::optional<ReopenedSegment> reopen_day_segment(const std::string& folder,
                                                  std::chrono::system_clock::time_point now,
                                                  std::uint64_t full) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::string name = at->path().filename().string();
    if (is_segment_of_day(name, now)) names.push_back(std::move(name));
  }
  std::ranges::sort(names);
  for (std::string& name : names) {
    if (auto segment = reopen(folder, std::move(name), full)) return segment;
  }
  return std::nullopt;
}

}  // namespace cabled
