#include "db/query/near_numbers.h"

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kNearNumbers = R"sql(
  SELECT c.id
    FROM cable c
   WHERE c.station = $1 AND c.year = $2 AND c.id <> $3 AND c.twin_of IS NULL
   ORDER BY abs(c.serial - $4::bigint), c.id
   LIMIT $5
)sql";

}  // namespace

std::vector<std::string> near_numbers(pqxx::work& tx, const CableId& id, int most) {
  std::vector<std::string> ids;
  for (const auto& row :
       execute(tx, kNearNumbers, id.station(), id.year(), id.text(), id.serial(), most)) {
    ids.push_back(get<std::string>(row, "id"));
  }
  return ids;
}

}  // namespace cabled::db
