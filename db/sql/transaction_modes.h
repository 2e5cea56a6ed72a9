#pragma once

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Has all that `tx` reads come from one snapshot. To be called before its first statement.
inline void read_one_snapshot(pqxx::work& tx) {
  tx.exec("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

/// For statements of many probes: they are reckoned expensive enough to be compiled, which takes
/// longer than they do. Holds for the transaction alone.
inline void without_jit(pqxx::work& tx) { tx.exec("SET LOCAL jit = off"); }

}  // namespace cabled::db
