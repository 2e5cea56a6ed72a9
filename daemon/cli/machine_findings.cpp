#include "daemon/cli/machine_findings.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "daemon/config/database_url.h"
#include "daemon/config/proxy_options.h"
#include "daemon/system/descriptors.h"

namespace cabled::cli {
namespace {

namespace fs = std::filesystem;

/// The folder itself, or the nearest parent that exists.
fs::path nearest_existing(fs::path folder) {
  std::error_code none;
  while (!fs::exists(folder, none) && folder.has_relative_path()) folder = folder.parent_path();
  return folder;
}

bool others_can_write(const fs::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && (status.st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

std::string in_gibibytes(std::uintmax_t bytes) {
  return fmt::format("{:.1f}GiB", static_cast<double>(bytes) / static_cast<double>((1_GiB).count));
}

}  // namespace

Finding judge_state_dir(const Config& config) {
  const fs::path& folder = config.state_dir;
  const std::string name = folder.string();
  std::error_code none;
  if (fs::exists(folder, none) && !fs::is_directory(folder, none)) {
    return {Verdict::kBad, "state directory", name + " is no folder"};
  }
  if (::access(nearest_existing(folder).c_str(), W_OK | X_OK) != 0) {
    return {Verdict::kBad, "state directory",
            fmt::format("{} cannot be {}; hint: --state-dir, or run as its owner", name,
                        fs::exists(folder, none) ? "written" : "made")};
  }
  if (!fs::exists(folder, none)) return {Verdict::kGood, "state directory", name + ", to be made"};
  if (others_can_write(folder)) {
    return {Verdict::kBad, "state directory", name + " can be written by others; hint: chmod go-w"};
  }
  return {Verdict::kGood, "state directory", name};
}

Findings judge_config_file(const Config& config) {
  if (config.file.empty()) return {};
  if (others_can_write(config.file)) {
    return {{Verdict::kBad, "configuration",
             config.file.string() + " can be written by others; hint: chmod go-w"}};
  }
  return {{Verdict::kGood, "configuration", config.file.string()}};
}

Findings judge_secret_files(const Config& config) {
  Findings findings;
  if (const fs::path& file = config.database.password_file; !file.empty()) {
    const Result<std::string> secret = read_secret(file);
    findings.push_back(secret ? Finding{Verdict::kGood, "password file", file.string()}
                              : Finding{Verdict::kBad, "password file", secret.error().message});
  }
  if (const fs::path& file = config.fetch.proxy_credentials_file; !file.empty()) {
    const Result<ProxyCredentials> read = read_proxy_credentials(file);
    findings.push_back(read ? Finding{Verdict::kGood, "proxy credentials", file.string()}
                            : Finding{Verdict::kBad, "proxy credentials", read.error().message});
  }
  return findings;
}

Finding judge_descriptors(const Config& config) {
  const std::size_t limit = take_descriptors();
  const auto wanted = static_cast<std::size_t>(config.fetch.connections);
  const std::size_t fit = connections_that_fit(wanted);
  if (fit >= wanted) {
    return {Verdict::kGood, "file descriptors",
            fmt::format("{}, enough for {} connections", limit, wanted)};
  }
  const std::size_t needed =
      limit - free_descriptors() + kReservedDescriptors + wanted * kDescriptorsOfConnection;
  return {Verdict::kWarning, "file descriptors",
          fmt::format("{}: of {} connections (fetch.connections) {} will be used; hint: allow {} "
                      "by `ulimit -n` or LimitNOFILE=",
                      limit, wanted, fit, needed)};
}

Finding judge_disk(const Config& config) {
  std::error_code problem;
  const fs::space_info space = fs::space(nearest_existing(config.state_dir), problem);
  if (problem) return {Verdict::kBad, "disk", problem.message()};
  const std::string words =
      fmt::format("{} free, fetching pauses below {}", in_gibibytes(space.available),
                  format_bytes(config.archive.disk_floor));
  const bool enough = space.available >= config.archive.disk_floor.count;
  // Twice the floor is hours, not days, of crawling.
  const bool ample = space.available / 2 >= config.archive.disk_floor.count;
  return {ample ? Verdict::kGood : enough ? Verdict::kWarning : Verdict::kBad, "disk", words};
}

}  // namespace cabled::cli
