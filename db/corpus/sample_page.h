#pragma once

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Stores a cable and a page without one that have nothing unusual, and takes them back: what this
/// database refuses of them it refuses of every page, whatever is in it. Throws as store_pages().
void try_sample_pages(pqxx::work& tx);

}  // namespace cabled::db
