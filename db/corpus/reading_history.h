#pragma once

#include <span>

#include "db/corpus/rereading.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Writes into `correction` how the captures of `changed` were read before; called while that still
/// stands in the tables.
void keep_history(pqxx::work& tx, std::span<const Rereading* const> changed);

}  // namespace cabled::db
