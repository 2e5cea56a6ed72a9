#include "daemon/app/pager.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>

#include "daemon/app/output.h"
#include "daemon/system/terminal.h"

namespace cabled {
namespace {

constexpr const char* kLess = "/usr/bin/less";
constexpr int kCannotBeRun = 126;  // and above, as shells have it

[[noreturn]] void run_pager(const std::string& pager, int text) {
  ::dup2(text, STDIN_FILENO);
  // As git has it: colours, no pager for what fits, the screen stays. No shell out of it either.
  ::setenv("LESS", "FRX", 0);
  ::setenv("LESSSECURE", "1", 0);
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGPIPE, SIG_DFL);
  ::execl("/bin/sh", "sh", "-c", pager.c_str(), static_cast<char*>(nullptr));
  ::_exit(kCannotBeRun);
}

/// Prints into a child that runs the pager. Whether it could be run.
bool print_into(const std::string& pager, const std::function<void()>& print) {
  output().flush();
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return false;
  const int terminal = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
  const pid_t child = terminal < 0 ? -1 : ::fork();
  if (child == 0) run_pager(pager, pipe[0]);
  ::close(pipe[0]);
  if (child < 0) {
    ::close(pipe[1]);
    if (terminal >= 0) ::close(terminal);
    return false;
  }
  // Ctrl-C is the pager's while it runs.
  auto* const before = std::signal(SIGINT, SIG_IGN);
  ::dup2(pipe[1], STDOUT_FILENO);
  ::close(pipe[1]);
  print();
  output().flush();
  ::dup2(terminal, STDOUT_FILENO);
  ::close(terminal);
  output().forgive_gone_reader();
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  std::signal(SIGINT, before);
  return !WIFEXITED(status) || WEXITSTATUS(status) < kCannotBeRun;
}

}  // namespace

std::string wanted_pager() {
  if (!is_terminal(STDOUT_FILENO) || !is_terminal(STDIN_FILENO)) return "";
  for (const char* variable : {"CABLED_PAGER", "PAGER"}) {
    const char* const value = std::getenv(variable);
    if (value != nullptr) return std::string_view(value) == "cat" ? "" : value;
  }
  return ::access(kLess, X_OK) == 0 ? kLess : "";
}

void show_through_pager(const std::function<void()>& print) {
  const std::string pager = wanted_pager();
  output();  // it looks at the terminal when it is made
  if (pager.empty() || !print_into(pager, print)) print();
}

}  // namespace cabled
