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

/// For many probes of an index of which the planner cannot know how little each finds. Holds for
/// the rest of the transaction.
inline void without_seqscan(pqxx::work& tx) { tx.exec("SET LOCAL enable_seqscan = off"); }

}  // namespace cabled::db
