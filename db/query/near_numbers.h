#pragma once

#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"
#include "parsers/model/cable_id.h"

namespace cabled::db {

/// The cables of the same station and year whose numbers are nearest to that of `id`, the nearest
/// first, `most` at most; where some are within 60 numbers, of those alone. Index used: cable_pkey;
/// 0.5 ms where there are some within 60, 5 us a cable of the year else.
std::vector<std::string> near_numbers(pqxx::work& tx, const CableId& id, int most);

}  // namespace cabled::db
