#pragma once

#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"
#include "parsers/model/cable_id.h"

namespace cabled::db {

/// The cables of the same station and year whose numbers are nearest to that of `id`, the nearest
/// first, `most` at most. Index used: cable_station; 20 ms for a station of 20,000 cables.
std::vector<std::string> near_numbers(pqxx::work& tx, const CableId& id, int most);

}  // namespace cabled::db
