#pragma once

#include <cstdint>
#include <filesystem>

#include "daemon/app/command_outcome.h"
#include "daemon/postgres/cluster_upgrade.h"

namespace cabled {

struct DatabaseUpgrade {
  ClusterUpgrade cluster;
  std::size_t tables = 0;  ///< that were compared, with …
  std::int64_t rows = 0;
};

/// Makes the embedded database one of the newest PostgreSQL that is installed, and compares every
/// table before and after. Its changes keep their numbers, so whoever follows goes on.
CommandResult<DatabaseUpgrade> upgrade_database(const std::filesystem::path& state_dir);

}  // namespace cabled
