#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "db/corpus/corpus_rows.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Stores the cables, renditions, sightings, links and changes of `pages`, each of which may hold
/// several cables; those that hold none are passed over (kNoCable). `captures` are the pages'
/// capture ids.
///
/// What is published of a cable depends on its renditions alone (publish_cables), so the order of
/// arrival does not matter.
std::vector<StoredPage> store_cables(pqxx::work& tx, std::span<const PageWrite* const> pages,
                                     std::span<const std::optional<std::int64_t>> captures);

}  // namespace cabled::db
