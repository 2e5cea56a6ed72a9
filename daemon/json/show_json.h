#pragma once

#include <nlohmann/json.hpp>

#include "db/query/cable_queries.h"

namespace cabled {

/// A cable with all that is known of it, as `show --json` prints it and the API has it.
nlohmann::ordered_json show_json(const db::StoredCable& cable);

/// Its parts: every text with where it was seen; the links from it and to it.
nlohmann::ordered_json renditions_json(const db::StoredCable& cable);
nlohmann::ordered_json links_json(const db::StoredCable& cable);

}  // namespace cabled
