#include "daemon/postgres/child_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "daemon/system/file_descriptor.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr int kCannotExec = 127;

/// What the child needs, made ready before fork: after it only async-signal-safe calls are allowed.
struct Prepared {
  explicit Prepared(const ChildProgram& program)
      : account(program.account), kept_open(program.kept_open), folder(program.folder) {
    for (const std::string& argument : program.arguments) {
      arguments.push_back(const_cast<char*>(argument.c_str()));  // NOLINT: exec's old signature
    }
    arguments.push_back(nullptr);
  }

  std::vector<char*> arguments;
  const std::optional<Account>& account;
  int kept_open;
  const std::filesystem::path& folder;
};

/// PostgreSQL's programs read many PG* variables; a stranger's must not steer our cluster.
constexpr std::array<const char*, 4> kEnvironment{"PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                                                  "LC_ALL=C.UTF-8", "HOME=/", "TZ=UTC"};

/// In the child: signals as a fresh program expects them, not as our threads have set them.
void reset_signals() noexcept {
  struct sigaction standard {};
  standard.sa_handler = SIG_DFL;
  for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD, SIGQUIT}) {
    ::sigaction(signal, &standard, nullptr);
  }
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

enum class Lifetime { kWithParent, kItsOwn };

/// In the child: closes all files but the standard ones and, next after them, `kept`.
void close_others(int kept) noexcept {
  static constexpr int kNext = STDERR_FILENO + 1;
  const bool keeps = kept >= 0 && ::dup2(kept, kNext) == kNext && ::fcntl(kNext, F_SETFD, 0) == 0;
  ::close_range(keeps ? kNext + 1 : kNext, ~0U, 0);
}

/// In the child: becomes the program, with `output` as standard output and error. Never returns.
[[noreturn]] void become_program(const Prepared& prepared, int output, Lifetime lifetime) noexcept {
  reset_signals();
  const int nothing = ::open("/dev/null", O_RDONLY);  // NOLINT: dup2 drops close-on-exec
  const bool ready = nothing >= 0 && ::dup2(nothing, STDIN_FILENO) >= 0 &&
                     ::dup2(output, STDOUT_FILENO) >= 0 && ::dup2(output, STDERR_FILENO) >= 0 &&
                     (!prepared.account || become(*prepared.account)) &&
                     ::chdir(prepared.folder.c_str()) == 0;
  if (!ready) ::_exit(kCannotExec);
  close_others(prepared.kept_open);
  ::umask(S_IRWXG | S_IRWXO);
  // After become(), which clears it.
  if (lifetime == Lifetime::kWithParent) ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::array<char*, kEnvironment.size() + 1> environment{};
  std::ranges::transform(kEnvironment, environment.begin(),
                         [](const char* entry) { return const_cast<char*>(entry); });  // NOLINT
  ::execve(prepared.arguments.front(), prepared.arguments.data(), environment.data());
  ::_exit(kCannotExec);
}

std::string read_to_end(int fd) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t count = ::read(fd, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

std::string last_words(std::string_view output) {
  static constexpr std::size_t kEnough = 500;
  output = ascii::trim(output);
  if (output.size() > kEnough) output.remove_prefix(output.size() - kEnough);
  std::string words(output);
  std::ranges::replace(words, '\n', ' ');
  return words.empty() ? "nothing" : words;
}

struct Pipe {
  FileDescriptor reader;
  FileDescriptor writer;
};

Result<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return fail(ErrorKind::kTransient, "cannot make a pipe: {}", std::strerror(errno));
  }
  return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

}  // namespace

Result<std::string> run_to_end(const ChildProgram& program) {
  Result<Pipe> pipe = make_pipe();
  if (!pipe) return tl::unexpected(pipe.error());
  const Prepared prepared(program);
  const pid_t child = ::fork();
  if (child < 0) return fail(ErrorKind::kTransient, "cannot fork: {}", std::strerror(errno));
  if (child == 0) become_program(prepared, pipe->writer.get(), Lifetime::kWithParent);

  pipe->writer.reset();
  std::string output = read_to_end(pipe->reader.get());
  const int status = wait_for(child);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return output;
  return fail(ErrorKind::kTransient, "'{}' failed ({} {}), saying: {}", program.arguments.front(),
              WIFSIGNALED(status) ? "signal" : "exit code",
              WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), last_words(output));
}

Result<pid_t> start_detached(const ChildProgram& program, const std::filesystem::path& log) {
  const FileDescriptor output(
      ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!output) {
    return fail(ErrorKind::kTransient, "cannot write '{}': {}", log.string(), std::strerror(errno));
  }
  Result<Pipe> pipe = make_pipe();
  if (!pipe) return tl::unexpected(pipe.error());
  const Prepared prepared(program);
  const pid_t middle = ::fork();
  if (middle < 0) return fail(ErrorKind::kTransient, "cannot fork: {}", std::strerror(errno));
  if (middle == 0) {
    // The one in the middle ends at once, so the program becomes init's child and never our zombie.
    ::setsid();
    const pid_t child = ::fork();
    if (child == 0) become_program(prepared, output.get(), Lifetime::kItsOwn);
    const bool told = ::write(pipe->writer.get(), &child, sizeof child) == sizeof child;
    ::_exit(child > 0 && told ? 0 : kCannotExec);
  }
  pid_t child = -1;
  const bool heard = ::read(pipe->reader.get(), &child, sizeof child) == sizeof child;
  wait_for(middle);
  if (!heard || child < 0) return fail(ErrorKind::kTransient, "cannot fork twice");
  return child;
}

bool can_enter(const Account& account, const std::filesystem::path& folder) {
  const pid_t child = ::fork();
  if (child == 0) {
    const bool can = become(account) && ::access(folder.c_str(), X_OK) == 0;
    ::_exit(can ? 0 : 1);
  }
  return child > 0 && wait_for(child) == 0;
}

}  // namespace cabled
