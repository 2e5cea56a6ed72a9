#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "parsers/model/error.h"

namespace cabled {

/// What is done in the database of a cluster while its server runs; the argument is for libpq.
using DatabaseStep = std::function<Result<void>(const std::string& database)>;

struct ClusterUpgrade {
  int from = 0;
  int to = 0;                  ///< equal to `from` when the cluster is of the newest version here
  std::filesystem::path kept;  ///< the cluster of before
};

/// Has pg_upgrade copy the cluster of a state directory into one of the newest version that is
/// installed, which takes its name when `after` finds it good; the old one is kept whole beside it.
/// `before` runs in the old database, `after` in the new one. Until the end, and whenever a step
/// fails, the old one is what the state directory has. Takes as much room as the database again.
/// kTransient when the database is in use; kInvalid when its own version is not installed.
Result<ClusterUpgrade> upgrade_cluster(const std::filesystem::path& state_dir,
                                       const DatabaseStep& before, const DatabaseStep& after);

}  // namespace cabled
