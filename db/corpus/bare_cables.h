#pragma once

#include <map>
#include <set>
#include <string>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Cables that lost a text, and which one got it: itself, where none did.
using BareCables = std::map<std::string, std::string>;

/// Publishes those of `lost` that have no text left under the cables that got theirs, or nowhere;
/// what was published under them goes along. Returns those that moved.
std::set<std::string> move_bare_cables(pqxx::work& tx, const BareCables& lost);

}  // namespace cabled::db
