#pragma once

#include <set>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Publishes each of `cables` anew from all of its renditions that are not superseded: every field
/// from the best rendition that has it (`field_sources` says which, where it is not the best of
/// all), and the text of the best, or of the sections together where they were published apart. The
/// outcome depends on the set of renditions alone, not on the order in which writers brought them.
/// Returns the ids of those that changed.
std::vector<std::string> publish_cables(pqxx::work& tx, const std::set<std::string>& cables);

}  // namespace cabled::db
