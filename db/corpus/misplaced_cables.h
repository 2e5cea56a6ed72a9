#pragma once

#include <set>
#include <string>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Cables that are not published as their texts ask for. There are none as long as nothing but
/// cabled writes the tables.
struct MisplacedCables {
  /// Have a text, and stand under a cable that has none, or is not published itself: no export has
  /// them.
  std::set<std::string> hidden;
  /// Are published with a text that no page gives any more.
  std::set<std::string> outdated;
};

/// Indexes used: cable_twin, rendition_superseded, rendition's key.
MisplacedCables find_misplaced(pqxx::work& tx);

/// Publishes those anew that find_misplaced() finds, and writes the changes.
void put_in_place(pqxx::work& tx);

}  // namespace cabled::db
