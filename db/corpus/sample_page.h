#pragma once

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Stores a cable and a page without one that have nothing unusual: what this database refuses of
/// them it refuses of every page, whatever is in it. Until they are taken back they keep the tables
/// from being changed, so what is refused after them is refused by tables that took them. Throws as
/// store_pages().
void store_sample_pages(pqxx::work& tx);

/// Takes them back, with all that was stored after them.
void take_sample_pages_back(pqxx::work& tx);

}  // namespace cabled::db
