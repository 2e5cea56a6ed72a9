#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// What a table holds, so that two servers can be compared.
struct TableContent {
  std::string table;
  std::int64_t rows = 0;
  std::string sum;  ///< of the digests of all rows as text, in whatever order they lie

  bool operator==(const TableContent&) const = default;
};

/// All tables of the schema, by name. Reads every row.
std::vector<TableContent> table_sums(pqxx::work& tx);

/// Has the planner know the tables, as after an upgrade of the server, which leaves that out.
void analyze_tables(pqxx::work& tx);

}  // namespace cabled::db
