#include "daemon/postgres/signalled_end.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <climits>
#include <cstddef>
#include <cstring>
#include <ctime>

namespace cabled {
namespace {

namespace fs = std::filesystem;

constexpr std::array<int, 3> kEndingSignals{SIGINT, SIGTERM, SIGHUP};

using Path = std::array<char, PATH_MAX>;

/// All that the handler knows, made ready before it is installed. It may interrupt anything, so it
/// uses system calls alone (signal-safety(7)).
struct Known {
  Path start_lock{};
  Path server_lock{};
  Path cluster{};
  Path pid_file{};
  int users = -1;
};
Known known;
std::atomic<bool> taken{false};
volatile std::sig_atomic_t ending = 0;

void keep(Path& kept, const fs::path& path) {
  const std::string text = path.string();
  if (text.size() < kept.size()) std::memcpy(kept.data(), text.c_str(), text.size() + 1);
}

/// Takes the lock within some `milliseconds`.
bool lock_soon(const Path& file, int milliseconds) noexcept {
  const int fd = ::open(file.data(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return false;
  constexpr timespec kBetweenTries{0, 5'000'000};
  for (int waited = 0; waited < milliseconds; waited += 5) {
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return true;
    ::nanosleep(&kBetweenTries, nullptr);
  }
  return false;
}

/// The number in the first line of postmaster.pid; 0 when there is none.
pid_t named_pid() noexcept {
  std::array<char, 16> text{};
  const int fd = ::open(known.pid_file.data(), O_RDONLY | O_CLOEXEC);
  if (fd < 0 || ::read(fd, text.data(), text.size() - 1) <= 0) return 0;
  pid_t pid = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') break;
    pid = pid * 10 + (c - '0');
  }
  return pid;
}

/// As works_in() of postmaster.cpp.
bool is_the_server(pid_t pid) noexcept {
  std::array<char, 32> link{"/proc/"};
  std::size_t end = std::strlen(link.data());
  pid_t unit = 1;
  while (pid / unit >= 10) unit *= 10;
  for (; unit > 0; unit /= 10) link[end++] = static_cast<char>('0' + pid / unit % 10);
  std::memcpy(&link[end], "/cwd", sizeof "/cwd");
  struct stat its {};
  struct stat ours {};
  return ::stat(link.data(), &its) == 0 && ::stat(known.cluster.data(), &ours) == 0 &&
         its.st_dev == ours.st_dev && its.st_ino == ours.st_ino;
}

/// Waits for each of two locks so many `milliseconds`: that of starts and that of the server.
void stop_server_as_last_user(int milliseconds) noexcept {
  if (!lock_soon(known.start_lock, milliseconds)) return;
  if (::flock(known.users, LOCK_EX | LOCK_NB) != 0) return;
  const pid_t pid = named_pid();
  if (pid <= 1 || !is_the_server(pid)) return;
  ::kill(pid, SIGINT);  // "fast": do not wait for sessions
  lock_soon(known.server_lock, milliseconds);
}

sigset_t ending_signals() noexcept {
  sigset_t signals;
  ::sigemptyset(&signals);
  for (const int signal : kEndingSignals) ::sigaddset(&signals, signal);
  return signals;
}

void end_by(int signal) {
  if (ending == 0) {
    ending = 1;
    stop_server_as_last_user(5000);
  }
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

}  // namespace

SignalsHeld::SignalsHeld() noexcept {
  const sigset_t held = ending_signals();
  ::pthread_sigmask(SIG_BLOCK, &held, &before_);
}

void hold_signals_to_the_end() noexcept {
  const sigset_t held = ending_signals();
  ::pthread_sigmask(SIG_BLOCK, &held, nullptr);
}

SignalsHeld::~SignalsHeld() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

SignalledEnd::SignalledEnd(const fs::path& state_dir, const fs::path& base, const FileLock& users) {
  if (taken.exchange(true)) return;
  in_force_ = true;
  keep(known.start_lock, state_dir / "db.start.lock");
  keep(known.server_lock, base / "db.server.lock");
  keep(known.cluster, base / "db");
  keep(known.pid_file, base / "db" / "postmaster.pid");
  known.users = users.descriptor();
  struct sigaction action {};
  action.sa_handler = end_by;
  // The same signal again must get through, to end at once.
  action.sa_flags = SA_NODEFER;
  for (const int signal : kEndingSignals) {
    struct sigaction before {};
    ::sigaction(signal, nullptr, &before);
    if (before.sa_handler == SIG_DFL) ::sigaction(signal, &action, nullptr);
  }
}

void stop_server_before_exit() noexcept {
  if (taken) stop_server_as_last_user(150);
}

SignalledEnd::~SignalledEnd() {
  if (!in_force_) return;
  for (const int signal : kEndingSignals) {
    struct sigaction now {};
    ::sigaction(signal, nullptr, &now);
    if (now.sa_handler == end_by) ::signal(signal, SIG_DFL);
  }
  taken = false;
}

}  // namespace cabled
