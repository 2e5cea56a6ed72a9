#pragma once

#include "daemon/postgres/cluster_place.h"
#include "parsers/model/error.h"

namespace cabled {

/// Makes the cluster of `place` unless it is there; returns once it is safely on disk. A cluster
/// appears under its name only when it is whole, so a killed attempt leaves but a folder
/// db.making.*, which the next attempt removes. The caller holds the lock that serialises starts.
Result<void> ensure_cluster(const ClusterPlace& place);

}  // namespace cabled
