#include "daemon/system/paths.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <string>

#include "daemon/system/account.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> absolute_from(const char* variable) {
  const char* const value = std::getenv(variable);
  // Relative values are to be ignored, as the XDG base directory specification says.
  if (value == nullptr || value[0] != '/') return std::nullopt;
  return fs::path(value);
}

fs::path home() {
  if (const auto folder = absolute_from("HOME")) return *folder;
  return "/";
}

}  // namespace

void make_files_private() { ::umask(S_IRWXG | S_IRWXO); }

fs::path default_state_dir() {
  // systemd sets STATE_DIRECTORY from the unit's StateDirectory=; the list has one entry here.
  if (const auto given = absolute_from("STATE_DIRECTORY")) return *given;
  if (::geteuid() == 0) return "/var/lib/cabled";
  if (const auto state = absolute_from("XDG_STATE_HOME")) return *state / "cabled";
  return home() / ".local" / "state" / "cabled";
}

Result<fs::path> ensure_state_dir(const fs::path& folder) {
  std::error_code problem;
  const bool made = fs::create_directories(folder, problem);
  if (!problem && made) {
    const int mode = ::geteuid() == 0 ? 0711 : 0700;
    fs::permissions(folder, static_cast<fs::perms>(mode), problem);
  }
  fs::path real;
  if (!problem) real = fs::canonical(folder, problem);
  if (!problem) return real;
  return fail(ErrorKind::kInvalid, "cannot use state directory '{}': {}", folder.string(),
              problem.message());
}

}  // namespace cabled
