#include "daemon/postgres/postmaster.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <thread>
#include <utility>
#include <vector>

#include "daemon/postgres/child_process.h"
#include "daemon/postgres/server_log.h"
#include "daemon/system/file_descriptor.h"
#include "daemon/system/whole_file.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

// Crash recovery of a collector's write-ahead log takes seconds; a minute is for a slow disk.
constexpr std::chrono::seconds kPatience{60};
constexpr std::chrono::milliseconds kBetweenLooks{10};

std::vector<std::string> pid_file_lines(const fs::path& cluster) {
  std::ifstream file(cluster / "postmaster.pid");
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.emplace_back(ascii::trim(line));
  return lines;
}

/// The postmaster's working folder is its cluster; nothing else that could have got its number has.
/// Nothing when the process is gone, hidden, or none of ours to look at.
std::optional<bool> works_in(pid_t pid, const fs::path& cluster) {
  struct stat its {};
  struct stat ours {};
  if (::stat(fmt::format("/proc/{}/cwd", pid).c_str(), &its) != 0) return std::nullopt;
  return ::stat(cluster.c_str(), &ours) == 0 && its.st_dev == ours.st_dev &&
         its.st_ino == ours.st_ino;
}

/// Zombies count as dead: an init that does not reap must not make us wait.
bool is_alive(pid_t pid) {
  // Asked of the kernel: /proc may hide a process that lives (hidepid, ProtectProc=invisible).
  if (::kill(pid, 0) != 0 && errno == ESRCH) return false;
  std::ifstream file(fmt::format("/proc/{}/stat", pid));
  std::string line;
  if (!std::getline(file, line)) return true;
  const std::size_t name_end = line.rfind(") ");
  return name_end != std::string::npos && line[name_end + 2] != 'Z';
}

std::string end_of(const fs::path& log) {
  static constexpr std::streamoff kEnough = 600;
  std::ifstream file(log, std::ios::binary | std::ios::ate);
  const std::streamoff size = file.tellg();
  file.seekg(std::max<std::streamoff>(0, size - kEnough));
  std::string words(std::istreambuf_iterator<char>(file), {});
  for (char& c : words) c = c == '\n' ? ' ' : c;
  return words;
}

/// Looks again and again until `done` gives a value or patience ends.
template <typename Done>
auto poll_until(Done done) -> decltype(done()) {
  const Clock::time_point deadline = Clock::now() + kPatience;
  for (;;) {
    auto value = done();
    if (value || Clock::now() >= deadline) return value;
    std::this_thread::sleep_for(kBetweenLooks);
  }
}

/// What a server that was killed leaves would make the next one refuse when its number lives on in
/// another process of the same user, or in a zombie.
void remove_leftovers(const PostmasterStart& start) {
  std::error_code none;
  fs::remove(start.cluster / "postmaster.pid", none);
  fs::remove(start.socket_folder / ".s.PGSQL.5432.lock", none);
  fs::remove(start.socket_folder / ".s.PGSQL.5432", none);
}

/// What postmaster.pid says, of whatever namespace its number is.
std::optional<Postmaster> named_postmaster(const fs::path& cluster) {
  // Lines as PostgreSQL's miscadmin.h numbers them: pid, folder, start, port, socket folder,
  // address, shared memory, status. The file is written in steps, so later lines may be missing.
  static constexpr std::size_t kSocketFolder = 4;
  static constexpr std::size_t kStatus = 7;
  const std::vector<std::string> lines = pid_file_lines(cluster);
  if (lines.empty()) return std::nullopt;
  Postmaster postmaster;
  std::from_chars(lines[0].data(), lines[0].data() + lines[0].size(), postmaster.pid);
  if (lines.size() > kSocketFolder) postmaster.socket_folder = lines[kSocketFolder];
  if (lines.size() > kStatus) postmaster.status = lines[kStatus];
  return postmaster;
}

/// A connection to the server's socket; none when it is not accepted.
FileDescriptor connect_to(const Postmaster& postmaster) {
  const std::string path = (postmaster.socket_folder / ".s.PGSQL.5432").string();
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return {};
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  FileDescriptor fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const bool connected =
      fd && ::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address),  // NOLINT
                      sizeof address) == 0;
  return connected ? std::move(fd) : FileDescriptor();
}

/// Whether the process listens at the server's socket. The kernel numbers one of another namespace
/// 0.
bool listens_there(pid_t pid, const Postmaster& postmaster) {
  const FileDescriptor fd = connect_to(postmaster);
  ucred listener{};
  socklen_t size = sizeof listener;
  return fd && ::getsockopt(fd.get(), SOL_SOCKET, SO_PEERCRED, &listener, &size) == 0 &&
         listener.pid == pid;
}

/// A service with users of its own (PrivateUsers=) does not see where the processes of commands
/// beside it work, though they are of the same user.
bool is_ours(const Postmaster& postmaster, const fs::path& cluster) {
  if (postmaster.pid <= 1) return false;
  const std::optional<bool> works_there = works_in(postmaster.pid, cluster);
  return works_there ? *works_there : listens_there(postmaster.pid, postmaster);
}

}  // namespace

std::optional<Postmaster> find_postmaster(const fs::path& cluster) {
  std::optional<Postmaster> named = named_postmaster(cluster);
  if (named && is_ours(*named, cluster)) return named;
  return std::nullopt;
}

bool accepts_connections(const Postmaster& postmaster) {
  return static_cast<bool>(connect_to(postmaster));
}

Result<std::optional<Postmaster>> wait_until_settled(const fs::path& cluster) {
  std::optional<Postmaster> last;
  const bool settled = poll_until([&] {
    last = named_postmaster(cluster);
    if (last && last->status == "ready" && accepts_connections(*last)) return true;
    if (last && !is_ours(*last, cluster)) last = std::nullopt;
    return !last || last->status == "ready";
  });
  if (settled) return last;
  return fail(ErrorKind::kTransient, "the server of '{}' is still '{}'", cluster.string(),
              last->status);
}

Result<Postmaster> start_postmaster(const PostmasterStart& start, const FileLock& claim) {
  const fs::path& cluster = start.cluster;
  const ChildProgram server{
      {start.programs.path("postgres"), "-D", cluster.string(), "-c", "listen_addresses=", "-c",
       "port=5432", "-c", "unix_socket_permissions=0700", "-c",
       "unix_socket_directories=" + start.socket_folder.string(), "-c", "max_connections=60", "-c",
       "jit=off"},
      start.account,
      claim.descriptor()};
  remove_leftovers(start);
  const fs::path log = server_log_of(cluster);
  bound_server_log(log);
  const Result<pid_t> child = start_detached(server, log);
  if (!child) return tl::unexpected(child.error());
  give_to_owner_of(cluster, log);

  std::optional<Postmaster> found;
  poll_until([&] {
    found = find_postmaster(cluster);
    return (found && found->status == "ready") || !is_alive(*child);
  });
  if (found && found->status == "ready") return *found;
  return fail(ErrorKind::kTransient, "PostgreSQL did not start in '{}', saying: {}",
              cluster.string(), end_of(log));
}

Result<void> stop_postmaster(const fs::path& cluster) {
  const std::optional<Postmaster> running = find_postmaster(cluster);
  if (!running) return {};
  ::kill(running->pid, SIGINT);  // "fast": do not wait for sessions
  if (poll_until([&] { return !is_alive(running->pid); })) return {};
  return fail(ErrorKind::kTransient, "the server of '{}' does not stop", cluster.string());
}

}  // namespace cabled
