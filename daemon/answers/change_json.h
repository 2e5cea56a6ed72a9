#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <vector>

#include "db/feed/feed_rows.h"

namespace cabled {

/// Each change as the object of docs/feeds.md: cursor, at, kind, cable_id, and under the name of
/// its kind the row as it is now.
std::vector<nlohmann::ordered_json> changes_to_json(std::span<const db::Change> changes,
                                                    const db::FeedRows& rows);

}  // namespace cabled
