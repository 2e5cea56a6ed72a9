#include "daemon/system/pause_note.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "daemon/system/account.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "paused-";
constexpr mode_t kMode = 0640;

}  // namespace

PauseNote::PauseNote(const fs::path& state_dir) {
  if (state_dir.empty()) return;
  path_ = state_dir / (std::string(kPrefix) + std::to_string(::getpid()));
  file_ = FileDescriptor(
      ::open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, kMode));
  if (!file_) return;
  give_to_owner_of(state_dir, file_.get());
  if (::flock(file_.get(), LOCK_EX | LOCK_NB) != 0) file_.reset();
}

PauseNote::~PauseNote() {
  if (file_) static_cast<void>(::unlink(path_.c_str()));
}

void PauseNote::tell(std::string_view why) noexcept {
  if (!file_) return;
  if (::ftruncate(file_.get(), 0) != 0) return;
  static_cast<void>(::pwrite(file_.get(), why.data(), why.size(), 0) == 0);
}

std::vector<std::string> pauses_of(const fs::path& state_dir) {
  std::vector<std::string> pauses;
  std::error_code error;
  for (fs::directory_iterator at(state_dir, error), end; !error && at != end; at.increment(error)) {
    if (!at->path().filename().string().starts_with(kPrefix)) continue;
    const FileDescriptor file(::open(at->path().c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!file) continue;
    if (::flock(file.get(), LOCK_SH | LOCK_NB) == 0) {
      static_cast<void>(::unlink(at->path().c_str()));
      continue;
    }
    std::array<char, 1024> words{};
    const ssize_t got = ::pread(file.get(), words.data(), words.size(), 0);
    if (got > 0) pauses.emplace_back(words.data(), static_cast<std::size_t>(got));
  }
  std::ranges::sort(pauses);
  return pauses;
}

}  // namespace cabled
