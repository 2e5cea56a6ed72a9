#pragma once

#include <filesystem>

#include "daemon/postgres/cluster_place.h"
#include "daemon/postgres/postgres_programs.h"
#include "parsers/model/error.h"

namespace cabled {

/// Makes the cluster of `place` unless it is there; returns once it is safely on disk. A cluster
/// appears under its name only when it is whole, so a killed attempt leaves but a folder
/// db.making.*, which the next attempt removes. The caller holds the lock that serialises starts.
Result<void> ensure_cluster(const ClusterPlace& place);

/// Removes what killed attempts left in `base`, and ends servers that run in it. Half-made clusters
/// never held a row of ours alone: only whole ones are given their name. The caller as above.
void remove_half_made(const std::filesystem::path& base);

/// A fresh cluster of these programs beside that of `place`, under a name by which nobody finds it:
/// left there, it is removed like any half-made one.
Result<std::filesystem::path> make_nameless_cluster(const ClusterPlace& place,
                                                    const PostgresPrograms& programs);

/// Makes `made` the cluster of `place` at one stroke, so that a crash leaves one of the two under
/// that name; the one of before is then at `kept`, which has to be free and in the same folder.
Result<void> replace_cluster(const std::filesystem::path& made, const ClusterPlace& place,
                             const std::filesystem::path& kept);

}  // namespace cabled
