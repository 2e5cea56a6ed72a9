#pragma once

#include <string>
#include <vector>

#include "db/corpus/link_store.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

// What becomes of links when texts go. Lists are array literals; each function returns the links
// that it removed.

/// Of the links that `renditions`, which are about to go, name, those that no other text of their
/// cable names.
std::vector<StoredCableLink> remove_named_links(pqxx::work& tx, const std::string& renditions);

/// Takes `renditions`, which are about to go, out of the bands they stand in.
void leave_bands(pqxx::work& tx, const std::string& renditions);

/// Of the links between `cables` and those that are alike, those for which no two of their texts
/// are alike any more.
std::vector<StoredCableLink> remove_unlike_links(pqxx::work& tx, const std::string& cables);

/// All links from `cables`, which are about to go.
std::vector<StoredCableLink> remove_links_from(pqxx::work& tx, const std::string& cables);

}  // namespace cabled::db
