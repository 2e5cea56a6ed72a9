#pragma once

#include "db/query/cable_search.h"

/// The rows of CableSearch's statements.
namespace cabled::db {

/// One row more than are wanted tells that there is a next page; a row without an id, that there is
/// no further hit.
HitList list_of(const pqxx::result& rows, const PageOfHits& wanted, const SearchTotal& total,
                const words::SearchWords& words);

/// Counts are multiplied by `scale`. Rows of hits are left out.
SearchSpread spread_of(const pqxx::result& rows, double scale);

}  // namespace cabled::db
