#include "daemon/schedule/lease_owner.h"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <fstream>
#include <optional>
#include <sstream>
#include <vector>

#include "daemon/system/host_name.h"

namespace cabled {
namespace {

std::string boot_id() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string id;
  std::getline(file, id);
  return id;
}

// Field 22 of /proc/PID/stat (proc(5)): pid numbers come round, start times do not.
std::optional<std::string> start_time(const std::string& pid) {
  std::ifstream file("/proc/" + pid + "/stat");
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  // The command's name is in parentheses and may hold anything, so count from its end.
  std::istringstream rest(line.substr(line.rfind(')') + 1));
  std::string field;
  for (int number = 3; number <= 22; ++number) rest >> field;
  return field;
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

}  // namespace

std::string this_lease_owner() {
  const std::string pid = std::to_string(getpid());
  return fmt::format("{}/{}/{}/{}", host_name(), boot_id(), pid, start_time(pid).value_or("0"));
}

bool is_dead_owner(std::string_view owner) {
  const std::vector<std::string> parts = split(owner);
  if (parts.size() != 4 || parts[0] != host_name()) return false;
  return parts[1] != boot_id() || start_time(parts[2]) != parts[3];
}

}  // namespace cabled
