#include "daemon/crawl/lease_owner.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

#include "daemon/system/kernel_identity.h"

namespace cabled {
namespace {

struct ProcessState {
  std::string state;  ///< a letter of proc(5)
  std::string start;
};

// Fields 3 and 22 of /proc/PID/stat (proc(5)): pid numbers come round, start times do not.
std::optional<ProcessState> process_state(const std::string& pid) {
  std::ifstream file("/proc/" + pid + "/stat");
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  // The command's name is in parentheses and may hold anything, so count from its end.
  std::istringstream rest(line.substr(line.rfind(')') + 1));
  ProcessState process;
  rest >> process.state;
  for (int number = 4; number <= 22; ++number) rest >> process.start;
  return process;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t slash = text.find('/');
    parts.emplace_back(text.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    text.remove_prefix(slash + 1);
  }
}

OwnerLife life_of_process(const std::string& pid, const std::string& start) {
  pid_t number = 0;
  std::from_chars(pid.data(), pid.data() + pid.size(), number);
  if (number <= 0) return OwnerLife::kUnknown;
  // Asked of the kernel: /proc may hide a process that lives (hidepid, ProtectProc=invisible).
  if (::kill(number, 0) != 0 && errno == ESRCH) return OwnerLife::kDead;
  const std::optional<ProcessState> process = process_state(pid);
  if (!process || start.empty()) return OwnerLife::kUnknown;
  const bool ended = process->start != start || process->state == "Z" || process->state == "X";
  return ended ? OwnerLife::kDead : OwnerLife::kAlive;
}

}  // namespace

std::string this_lease_owner() {
  const KernelIdentity self = kernel_identity();
  const std::string pid = std::to_string(::getpid());
  const std::optional<ProcessState> process = process_state(pid);
  return fmt::format("{}/{}/{}/{}/{}", self.host, self.boot, self.pid_namespace, pid,
                     process && !self.pid_namespace.empty() ? process->start : "");
}

OwnerLife life_of(std::string_view owner) {
  const std::vector<std::string> parts = split(owner);
  const KernelIdentity self = kernel_identity();
  if (parts.size() != 5 || parts[0] != self.host) return OwnerLife::kUnknown;
  if (parts[1].empty() || self.boot.empty()) return OwnerLife::kUnknown;
  if (parts[1] != self.boot) return OwnerLife::kBeforeBoot;
  if (parts[2].empty() || parts[2] != self.pid_namespace) return OwnerLife::kUnknown;
  return life_of_process(parts[3], parts[4]);
}

std::vector<std::string> LeaseWatch::dead_owners(std::span<const db::LeaseHolder> holders,
                                                 Time now) {
  std::vector<std::string> dead;
  std::map<std::string, Seen> seen;
  for (const db::LeaseHolder& holder : holders) {
    const auto before = seen_.find(holder.owner);
    const bool renewed = before == seen_.end() || before->second.until != holder.until;
    const Time since = renewed ? now : before->second.since;
    seen.emplace(holder.owner, Seen{holder.until, since});
    const OwnerLife life = life_of(holder.owner);
    const bool silent = now - since >= silence_;
    if (life == OwnerLife::kDead || (life == OwnerLife::kBeforeBoot && silent)) {
      dead.push_back(holder.owner);
    }
  }
  seen_ = std::move(seen);
  return dead;
}

}  // namespace cabled
