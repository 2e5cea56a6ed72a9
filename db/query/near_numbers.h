#pragma once

#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"
#include "parsers/model/cable_id.h"

namespace cabled::db {

/// The cables of the same station and year whose numbers are nearest to that of `id`, the nearest
/// first, `most` at most; none that is 2,000 numbers away. 0.5 ms where there are some within 60.
std::vector<std::string> near_numbers(pqxx::work& tx, const CableId& id, int most);

}  // namespace cabled::db
