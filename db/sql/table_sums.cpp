#include "db/sql/table_sums.h"

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kTables = R"sql(
  SELECT c.relname::text AS name
    FROM pg_class c
   WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
   ORDER BY c.relname
)sql";

// Sixty bits of each digest: their sum does not depend on the order, as one over all rows would,
// and needs no sorting. {table}: quoted.
constexpr const char* kSum = R"sql(
  SELECT count(*) AS rows,
         coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint), 0)::text AS sum
    FROM {table} t
)sql";

}  // namespace

std::vector<TableContent> table_sums(pqxx::work& tx) {
  std::vector<TableContent> sums;
  for (const auto& row : tx.exec(kTables)) {
    auto name = get<std::string>(row, "name");
    const pqxx::row sum =
        execute_one(tx, fmt::format(kSum, fmt::arg("table", tx.quote_name(name))));
    sums.push_back({std::move(name), get<std::int64_t>(sum, "rows"), get<std::string>(sum, "sum")});
  }
  return sums;
}

void analyze_tables(pqxx::work& tx) { tx.exec("ANALYZE"); }

}  // namespace cabled::db
