#include "db/query/server_facts.h"

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kServerFacts = R"sql(
  SELECT current_setting('server_version') AS version,
         extract(epoch FROM clock_timestamp())::float8 AS clock
)sql";

}  // namespace

ServerFacts server_facts(pqxx::work& tx) {
  const pqxx::row row = execute_one(tx, kServerFacts);
  return {get<std::string>(row, "version"), get<double>(row, "clock")};
}

}  // namespace cabled::db
